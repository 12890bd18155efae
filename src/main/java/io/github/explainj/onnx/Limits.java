// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

/** What is refused before ONNX Runtime sees a model, and why there is a limit. */
final class Limits {

    /** One protobuf message and one Java array end here. */
    static final long FILE_BYTES = Integer.MAX_VALUE;

    /** A record of 2 bytes in the file needs about 120 in memory. */
    static final int RECORDS = 1_000_000;

    static final int NODES = 200_000;

    /** Names and other short texts. */
    static final int TEXTS = 5_000_000;

    /** Graphs inside graphs; ONNX Runtime 1.29 parses no deeper. */
    static final int GRAPH_DEPTH = 32;

    /** Functions that call functions: 500 crash ONNX Runtime 1.29. */
    static final int CALL_DEPTH = 100;

    static final int FUNCTIONS = 10_000;

    /** 131,072 of them already hang ONNX Runtime 1.29. */
    static final long NODES_INLINED = 100_000;

    static final long ELEMENTS = Integer.MAX_VALUE;

    static final long LOOP_TRIPS = 1_000_000;

    static final int MIN_OPSET = 7;

    static final int MAX_OPSET = 26;

    static final int MAX_ML_OPSET = 5;

    static final int MIN_IR = 3;

    /** What ONNX Runtime 1.29 reads. */
    static final int MAX_IR = 13;

    /** Protobuf messages inside messages: three for each graph depth, and some for types. */
    static final int RECURSION = 3 * GRAPH_DEPTH + 20;

    /** A single run may take this share of the free memory. */
    static final double MEMORY_SHARE = 0.8;

    private Limits() {}
}
