// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.explain.Finding;
import io.github.explainj.input.Geometry;
import io.github.explainj.onnx.ReceptiveField;
import io.github.explainj.target.Resolved;
import io.github.explainj.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What one method found on one piece of an image (or on the whole image, for blended tiles).
 *
 * @param method name of the method, e.g. {@code occlusion}
 * @param piece label of the piece; empty for the only one
 * @param geometry where the maps lie on the image
 * @param targets what was explained, with its score on the unchanged input
 * @param findings maps on the model's grid, and tables
 * @param complete false when it was cancelled and the findings are partial
 * @param provenance everything that {@code result.json} and the Info property hold: method,
 *     parameters, seed, provider, model SHA-256, versions, seconds, runs
 */
public record Result(String method, String piece, Geometry geometry, List<Explained> targets,
        List<Finding> findings, boolean complete, Map<String, Object> provenance) {

    public Result {
        targets = List.copyOf(targets);
        findings = List.copyOf(findings);
    }

    /**
     * A target with its score.
     *
     * @param asked the SPEC as it was given, or the one that was found where none was
     * @param spec the SPEC that names it, with what was found and is held: {@code point:0,3,4} for {@code peak:0}
     * @param description in words: {@code class 1 "infected" (logit)}
     * @param score on the unchanged input
     * @param facts index, class name, form, tensor
     */
    public record Explained(String asked, String spec, String description, double score, Map<String, Object> facts) {

        static Explained of(String asked, Resolved target, double score) {
            return new Explained(asked, target.spec(), target.describe(), score, target.facts());
        }
    }

    /**
     * Returns what the image of a map is called: {@code <input>_<method>} and what tells it from others.
     *
     * @param suffix of the fit, e.g. {@code _resize9.1x}
     */
    public String title(String input, Finding.Attribution map, String suffix) {
        String number = targets.size() > 1 ? "_target" + (map.target() + 1) : "";
        String of = piece.isEmpty() ? "" : "_" + piece.replace(' ', '_');
        return input + "_" + map.name() + number + of + suffix + (complete ? "" : "_partial");
    }

    /** Returns a finding of a view where it lies on the original image; others than pictures are there already. */
    public Finding placed(Finding f) {
        return f instanceof Finding.Picture p ? onImage(p) : f;
    }

    /** Returns pictures whose field is on the original image: stride and offset in its pixels. */
    public Finding.Picture onImage(Finding.Picture p) {
        boolean placed = p.field().size() == geometry.scale().size();
        List<ReceptiveField.Axis> field = !placed ? p.field() : IntStream.range(0, p.field().size()).mapToObj(a -> {
            ReceptiveField.Axis f = p.field().get(a);
            double scale = geometry.scale().get(a);
            return new ReceptiveField.Axis(f.size() / scale, f.stride() / scale, geometry.onImage(a, f.offset()));
        }).toList();
        return new Finding.Picture(p.target(), p.name(), p.values(), p.labels(), p.tone(), p.common(), p.unit(), field, p.facts());
    }

    /** Returns why images that were to be gone through could not be used: a sentence by the image's name. */
    @SuppressWarnings("unchecked")
    public Map<String, String> failedImages() {
        return (Map<String, String>) provenance.getOrDefault("failed_images", Map.of());
    }

    /** Returns a map on the grid of the original image, NaN outside what the model saw. */
    public Tensor onImage(Finding.Attribution map) {
        return geometry.image().isEmpty() ? map.map() : geometry.toImage(map.map());
    }
}
