// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import io.github.explainj.problem.Problem;
import java.util.List;

/**
 * A parsed model that is being checked.
 *
 * @param file its name, for sentences
 * @param model as it is in the file
 * @param scopes the main graph first, then every graph inside a node and every local function
 */
record Candidate(String file, OnnxMl.ModelProto model, List<Scope> scopes) {

    Candidate(String file, OnnxMl.ModelProto model) {
        this(file, model, Scope.all(model));
    }

    Scope main() {
        return scopes.get(0);
    }

    /** Returns what to throw: the file's name, then the rest of the sentence. */
    Problem problem(String code, String rest) {
        return new Problem(code, file + " " + rest);
    }
}
