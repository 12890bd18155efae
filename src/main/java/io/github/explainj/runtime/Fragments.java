// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.explainj.onnx.Graph;
import io.github.explainj.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs small graphs without weights, such as intensity preprocessing, on the CPU. */
public final class Fragments {

    private static final int KEPT = 16;
    private static final Map<ByteBuffer, Session> SESSIONS = new LinkedHashMap<>(16, 0.75f, true);

    private Fragments() {}

    /**
     * Runs a fragment and returns its first output as floats.
     *
     * @param feeds a value for each of its inputs, all float32
     */
    public static synchronized Tensor run(Graph fragment, Map<String, Tensor> feeds) {
        try (Feeds native_ = new Feeds()) {
            Map<String, OnnxTensor> fed = native_.copies(feeds);
            try (OrtSession.Result found = session(fragment).ort().run(fed)) {
                return Results.tensor("result", found.get(0));
            }
        } catch (OrtException e) {
            throw OrtErrors.explain(e, "the preprocessing");
        }
    }

    private static Session session(Graph fragment) throws OrtException {
        ByteBuffer key = ByteBuffer.wrap(fragment.bytes());
        Session known = SESSIONS.get(key);
        if (known != null) return known;
        Session made = Session.openSmall(fragment);
        SESSIONS.put(key, made);
        if (SESSIONS.size() > KEPT) {
            var oldest = SESSIONS.entrySet().iterator();
            oldest.next().getValue().close();
            oldest.remove();
        }
        return made;
    }
}
