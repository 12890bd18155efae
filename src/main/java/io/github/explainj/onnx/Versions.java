// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;

/** Refuses versions of the file format and of operator sets that are missing, too old or too new. */
final class Versions {

    private Versions() {}

    static void check(Candidate candidate) {
        checkFormat(candidate);
        OnnxMl.ModelProto model = candidate.model();
        if (candidate.main().opset(Operators.STANDARD) == 0 && usesStandardOperators(candidate))
            throw candidate.problem("M08", "does not say in which operator set (opset) it is written. The file may be"
                    + " incomplete: download it again; otherwise export the model again with opset 17.");
        model.getOpsetImportList().forEach(o -> check(candidate, o));
        model.getFunctionsList().forEach(f -> f.getOpsetImportList().forEach(o -> check(candidate, o)));
    }

    private static boolean usesStandardOperators(Candidate candidate) {
        return candidate.model().getOpsetImportCount() == 0 || candidate.main().nodes().stream()
                .anyMatch(n -> Operators.domain(n.getDomain()).equals(Operators.STANDARD));
    }

    private static void checkFormat(Candidate candidate) {
        long ir = candidate.model().getIrVersion();
        if (ir > Limits.MAX_IR)
            throw candidate.problem("M10", "is written in version " + ir + " of the ONNX file format (IR); this program"
                    + " reads up to " + Limits.MAX_IR + ". Update ExplainJ, or export the model again with an older IR"
                    + " version.");
        if (ir < Limits.MIN_IR)
            throw candidate.problem("M10", "is written in version " + ir + " of the ONNX file format (IR); this program"
                    + " reads " + Limits.MIN_IR + " to " + Limits.MAX_IR + ". Export the model again.");
    }

    private static void check(Candidate candidate, OnnxMl.OperatorSetIdProto set) {
        String domain = Operators.domain(set.getDomain());
        long version = set.getVersion();
        if (domain.equals(Operators.STANDARD)) {
            if (version > Limits.MAX_OPSET) throw tooNew(candidate, "opset", version, Limits.MAX_OPSET);
            if (version < Limits.MIN_OPSET)
                throw candidate.problem("M09", "is written in opset " + version + "; this program reads opset "
                        + Limits.MIN_OPSET + " to " + Limits.MAX_OPSET + ". Convert it with the Python package onnx"
                        + " (onnx.version_converter.convert_version(model, 13)) or export the model again.");
        }
        if (domain.equals("ai.onnx.ml") && version > Limits.MAX_ML_OPSET)
            throw tooNew(candidate, "opset of ai.onnx.ml", version, Limits.MAX_ML_OPSET);
    }

    private static RuntimeException tooNew(Candidate candidate, String what, long version, int limit) {
        return candidate.problem("M09", "is written in " + what + " " + version + "; this program reads up to " + limit
                + ". Update ExplainJ, or export the model again with opset " + Math.min(limit, 17) + ".");
    }
}
