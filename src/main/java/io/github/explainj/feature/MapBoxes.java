// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.Finding;
import io.github.explainj.explain.ThresholdRegions;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Range;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Turns a heat map into boxes: what reaches a share of the maximum, the largest connected part of it, and
 * the box around that.
 *
 * <p>Zhou et al. 2016, arXiv:1512.04150, section 3.2: 20 % of the maximum, the largest component. Positions
 * are connected when they touch, corners included: 8 neighbours in a plane, 26 in a volume. NaN and infinite
 * values are in no part. Of two parts of one size that with the higher peak counts as the larger.
 *
 * @param share of the maximum, in (0, 1]
 */
public record MapBoxes(
        @About("What belongs to it: values of at least this share of the map's maximum.") @Range(min = 1e-6, max = 1) double share,
        @About("Which evidence counts: what speaks for the target, against it, or both.") Sign sign,
        @About("Whether only the largest connected part is taken, or all of them.") Components components,
        @About("Whether the ROI is the box around the part or its outline.") Shape shape) {

    /** Which values of a map count. */
    public enum Sign { POSITIVE, NEGATIVE, ABSOLUTE }

    /** Which connected parts are taken. */
    public enum Components { LARGEST, ALL }

    /** What the ROI of a part is. */
    public enum Shape { BOX, OUTLINE }

    /** Takes the box around the largest part of what reaches 20 % of the maximum. */
    public MapBoxes() {
        this(0.2, Sign.POSITIVE, Components.LARGEST, Shape.BOX);
    }

    /**
     * Finds the parts, the largest first.
     *
     * @param name of the map, for the message
     * @param map {@code [1, 1, (D,) H, W]}
     * @throws Problem I05 when nothing in it has the wanted sign, or it is the same everywhere
     */
    public List<MapBox> of(String name, Tensor map) {
        Tensor evidence = evidence(map);
        check(name, map, evidence);
        List<int[]> parts = new ArrayList<>(new ThresholdRegions(share).find(evidence).positions());
        parts.sort(Comparator.comparingInt(p -> -p.length));
        return parts.stream().limit(components == Components.ALL ? parts.size() : 1).map(p -> box(map, evidence, p)).toList();
    }

    /** Returns the values with the wanted sign made positive; NaN where there is none. */
    private Tensor evidence(Tensor map) {
        Tensor evidence = map.copy();
        float[] e = evidence.data();
        for (int i = 0; i < e.length; i++) {
            if (!Float.isFinite(e[i])) e[i] = Float.NaN;
            else if (sign != Sign.POSITIVE) e[i] = sign == Sign.ABSOLUTE ? Math.abs(e[i]) : -e[i];
        }
        return evidence;
    }

    private void check(String name, Tensor map, Tensor evidence) {
        double[] finite = IntStream.range(0, map.size()).mapToDouble(i -> map.data()[i]).filter(Double::isFinite).toArray();
        if (finite.length == 0)
            throw new Problem("I05", name + " has no box: none of its " + map.size() + " values is a number. Choose another map.");
        double min = Arrays.stream(finite).min().getAsDouble();
        double max = Arrays.stream(finite).max().getAsDouble();
        if (min == max)
            throw new Problem("I05", name + " has no box: it is " + min + " everywhere, and a box needs places that stand out."
                    + " Choose another map, or make it for another target or layer.");
        for (float e : evidence.data()) if (e > 0) return;
        throw new Problem("I05", name + " has no box: no value is " + (sign == Sign.NEGATIVE ? "negative" : "positive")
                + " (they go from " + (float) min + " to " + (float) max + "). Take sign="
                + (sign == Sign.NEGATIVE ? "positive" : "negative") + " or sign=absolute, or another map.");
    }

    private static MapBox box(Tensor map, Tensor evidence, int[] part) {
        int[] size = map.spatial();
        int[] low = size.clone();
        int[] high = new int[size.length];
        double sum = 0;
        int peak = part[0];
        for (int p : part) {
            sum += map.data()[p];
            if (evidence.data()[p] > evidence.data()[peak]) peak = p;
            for (int a = size.length - 1, rest = p; a >= 0; rest /= size[a--]) {
                low[a] = Math.min(low[a], rest % size[a]);
                high[a] = Math.max(high[a], rest % size[a]);
            }
        }
        return new MapBox(list(low), list(high), list(part), list(size), sum / part.length, map.data()[peak]);
    }

    private static List<Integer> list(int[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    /**
     * Returns a row per part: corner and size of its box in pixels, how much the part itself covers, and
     * what the map shows in it.
     *
     * @param micrometres size of a pixel {@code (z,) y, x}; NaN or empty where not known
     */
    public Finding.Scores table(List<MapBox> boxes, List<Double> micrometres) {
        int axes = boxes.get(0).size().size();
        boolean volume = axes == 3;
        double pixel = micrometres.size() == axes ? micrometres.stream().reduce(1.0, (a, b) -> a * b) : Double.NaN;
        List<String> columns = new ArrayList<>(List.of("component", "x", "y", "width", "height"));
        if (volume) columns.addAll(List.of("z", "depth"));
        columns.addAll(List.of("pixels", volume ? "volume (um^3)" : "area (um^2)", "mean", "max"));
        List<List<Object>> rows = new ArrayList<>();
        for (MapBox b : boxes) {
            List<Object> row = new ArrayList<>(List.of(rows.size() + 1, b.low().get(axes - 1), b.low().get(axes - 2),
                    b.length(axes - 1), b.length(axes - 2)));
            // slices are counted from 1, as ImageJ does
            if (volume) row.addAll(List.of(b.low().get(0) + 1, b.length(0)));
            row.addAll(List.of(b.positions().size(), b.positions().size() * pixel, b.mean(), b.peak()));
            rows.add(row);
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("share", share);
        facts.put("sign", sign.name().toLowerCase(java.util.Locale.ROOT));
        return new Finding.Scores(0, "box", columns, rows, facts);
    }
}
