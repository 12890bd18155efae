// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Upsample and the older forms of Resize. */
final class ResizeRewrites {

    private ResizeRewrites() {}

    /** Opset 7 has the scales as attribute, opset 9 as input. */
    static void upsample(OldNode n) {
        Optional<List<Float>> scales = n.node().find("scales").map(a -> a.getFloatsList());
        if (scales.isPresent()) asymmetric(n, n.numbers(scales.get()), scales);
        else asymmetric(n, n.input(1), list(n, n.input(1)));
    }

    static void resize(OldNode n) {
        if (n.opset() < 11) asymmetric(n, n.input(1), list(n, n.input(1)));
        else if (n.opset() < 13 && mode(n, "half_pixel").equals("tf_half_pixel_for_nn")) halfPixel(n);
        else trimmed(n, n.attributes());
    }

    private static Optional<List<Float>> list(OldNode n, String scales) {
        return n.known().floats(scales).map(values -> {
            List<Float> all = new ArrayList<>();
            for (float v : values) all.add(v);
            return all;
        });
    }

    private static String mode(OldNode n, String otherwise) {
        return n.node().text("coordinate_transformation_mode", otherwise);
    }

    /**
     * Up to opset 10 the source of pixel i was i / scale. Nearest took it rounded down along axes
     * that grow and up along axes that shrink.
     */
    private static void asymmetric(OldNode n, String scales, Optional<List<Float>> known) {
        List<Float> values = known.orElse(List.of());
        boolean nearest = n.node().text("mode", "nearest").equals("nearest");
        boolean shrinks = nearest && values.stream().anyMatch(s -> s < 1);
        boolean grows = values.stream().anyMatch(s -> s > 1);
        if (shrinks && grows) {
            String grown = n.numbers(values.stream().map(s -> Math.max(s, 1)).toList());
            String shrunk = n.numbers(values.stream().map(s -> Math.min(s, 1)).toList());
            String larger = n.first("Resize", asymmetric(n, "floor"), n.input(0), "", grown);
            n.last("Resize", asymmetric(n, "ceil"), larger, "", shrunk);
        } else n.last("Resize", asymmetric(n, shrinks ? "ceil" : "floor"), n.input(0), "", scales);
    }

    private static Attributes asymmetric(OldNode n, String rounding) {
        Attributes a = n.attributes("scales", "mode").with("mode", n.node().text("mode", "nearest"))
                .with("coordinate_transformation_mode", "asymmetric");
        return n.node().text("mode", "nearest").equals("nearest") ? a.with("nearest_mode", rounding) : a;
    }

    /**
     * The mode tf_half_pixel_for_nn lies half a pixel above half_pixel, so rounding down there is
     * rounding to the nearest here. ONNX Runtime still knows the mode where no rounding says that.
     */
    private static void halfPixel(OldNode n) {
        String rounding = switch (n.node().text("nearest_mode", "round_prefer_floor")) {
            case "floor" -> "round_prefer_ceil";
            case "round_prefer_floor" -> "ceil";
            default -> "";
        };
        boolean nearest = n.node().text("mode", "nearest").equals("nearest");
        if (!nearest || rounding.isEmpty()) trimmed(n, n.attributes());
        else trimmed(n, n.attributes("nearest_mode", "coordinate_transformation_mode")
                .with("coordinate_transformation_mode", "half_pixel").with("nearest_mode", rounding));
    }

    /** Leaves out a region that is not used and scales without elements: opset 11 had to write both. */
    private static void trimmed(OldNode n, Attributes attributes) {
        String region = mode(n, "").equals("tf_crop_and_resize") ? n.input(1) : "";
        String scales = n.known().isEmpty(n.input(2)) ? "" : n.input(2);
        n.same(attributes, n.input(0), region, scales, n.input(3));
    }
}
