// SPDX-License-Identifier: BSD-2-Clause
/**
 * Reads, checks, describes and extends ONNX graphs: the only package that sees protobuf.
 *
 * <p>{@code ModelFile.open} refuses bad files before ONNX Runtime sees a byte: first bytes, size, records
 * counted on the wire, then the parsed model (versions, arrays, references, operators, functions, names,
 * order, attributes, memory, loops, inputs). Nothing that ONNX Runtime runs may be refused; what is
 * harmless (unsorted nodes, shared node names, weights that are inputs) is mended.
 *
 * <p>{@code Lift} brings any graph to one that gradients are derived from: functions inlined, branches with a
 * constant condition taken, old operators rewritten, float32 throughout, names kept. {@code ModelExport}
 * writes a graph as a file that needs nothing else.
 *
 * <p>Depends on {@code tensor}, {@code registry} and {@code problem}.
 */
package io.github.explainj.onnx;
