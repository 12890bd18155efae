// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.explain.Explainer;
import io.github.explainj.input.Geometry;
import io.github.explainj.registry.Registry;
import io.github.explainj.registry.Schema;
import io.github.explainj.runtime.OrtModel;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Writes down everything that is needed to get the same result again. */
final class Provenance {

    private final Explain explain;
    private final Prepared input;
    private final Piece piece;
    private final Explainer method;

    Provenance(Explain explain, Prepared input, Piece piece, Explainer method) {
        this.explain = explain;
        this.input = input;
        this.piece = piece;
        this.method = method;
    }

    static String name(Explainer method) {
        return Registry.schemaOf(method).name();
    }

    /** Says how the image was shown to the model: what was cut out, its pixel size, channels, intensities. */
    private Map<String, Object> shown() {
        Geometry place = piece.geometry();
        boolean whole = place.equals(new Geometry(place.fit(), place.image(), place.image(),
                Geometry.same(place.image()).offset(), Geometry.same(place.image()).scale()));
        Map<String, Object> s = new LinkedHashMap<>();
        s.put("fit", whole ? "none" : place.fit().name().toLowerCase(Locale.ROOT));
        s.put("size", place.model());
        s.put("offset", place.offset());
        s.put("model_pixels_per_image_pixel", place.scale());
        s.put("model_channels", input.view().modelChannels());
        s.put("normalise", input.view().normalise().isEmpty() ? "as the model says" : input.view().normalise());
        s.put("overrides", explain.overrides());
        return s;
    }

    /** Returns the facts, in the order in which they are shown. */
    Map<String, Object> facts(double seconds, long runs, boolean complete) {
        Schema<Explainer> schema = Registry.schemaOf(method);
        Map<String, Object> f = new LinkedHashMap<>();
        f.put("method", schema.name());
        f.put("parameters", Values.typed(schema, method));
        if (schema.has("seed")) f.put("seed", Values.typed(schema, method).get("seed"));
        f.put("input", input.title());
        if (!piece.label().isEmpty()) f.put("piece", piece.label());
        f.put("shown", shown());
        if (piece.sample().channels().size() > 1) f.put("channels", piece.sample().channels());
        f.put("remarks", input.remarks());
        f.put("model", explain.card().name());
        f.put("model_remarks", explain.model().remarks());
        explain.gradient().ifPresent(g -> f.put("gradient_file", g.file().getFileName().toString()));
        f.put("model_sha256", explain.sha256());
        f.put("provider", explain.model().provider());
        f.put("explainj_version", Versions.explainj());
        f.put("onnxruntime_version", OrtModel.version());
        f.put("seconds", seconds);
        f.put("runs", runs);
        f.put("complete", complete);
        return f;
    }
}
