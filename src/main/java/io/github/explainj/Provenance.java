// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.input.Geometry;
import io.github.explainj.registry.Registry;
import io.github.explainj.registry.Schema;
import io.github.explainj.runtime.OrtModel;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes down everything that is needed to get the same result again. */
final class Provenance {

    private final Explain explain;
    private final Optional<Prepared> input;
    private final Optional<Piece> piece;
    private final Record method;

    /** @param method an explainer or a view */
    Provenance(Explain explain, Prepared input, Piece piece, Object method) {
        this(explain, Optional.of(input), Optional.of(piece), method);
    }

    /** @param input empty where there is no image */
    Provenance(Explain explain, Optional<Prepared> input, Optional<Piece> piece, Object method) {
        this.explain = explain;
        this.input = input;
        this.piece = piece;
        this.method = (Record) method;
    }

    static String name(Object method) {
        return Registry.schemaOf(method).name();
    }

    /** Says how the image was shown to the model: what was cut out, its pixel size, channels, intensities. */
    private Map<String, Object> shown(Prepared input, Piece piece) {
        Geometry place = piece.geometry();
        boolean whole = place.equals(new Geometry(place.fit(), place.image(), place.image(),
                Geometry.same(place.image()).offset(), Geometry.same(place.image()).scale()));
        Map<String, Object> s = new LinkedHashMap<>();
        s.put("fit", whole ? "none" : place.fit().name().toLowerCase(Locale.ROOT));
        s.put("size", place.model());
        s.put("offset", place.offset());
        s.put("model_pixels_per_image_pixel", place.scale());
        s.put("model_channels", input.framing().modelChannels());
        s.put("normalise", input.framing().normalise().isEmpty() ? "as the model says" : input.framing().normalise());
        s.put("overrides", explain.overrides());
        return s;
    }

    private void image(Map<String, Object> f, Prepared input, Piece piece) {
        f.put("input", input.title());
        if (!piece.label().isEmpty()) f.put("piece", piece.label());
        f.put("shown", shown(input, piece));
        if (piece.sample().channels().size() > 1) f.put("channels", piece.sample().channels());
        f.put("remarks", input.remarks());
    }

    /** Returns the facts, in the order in which they are shown. */
    Map<String, Object> facts(double seconds, long runs, boolean complete) {
        Schema<Record> schema = Registry.schemaOf(method);
        Map<String, Object> f = new LinkedHashMap<>();
        f.put("method", schema.name());
        f.put("parameters", Values.typed(schema, method));
        if (schema.has("seed")) f.put("seed", Values.typed(schema, method).get("seed"));
        input.ifPresent(i -> image(f, i, piece.orElseThrow()));
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
