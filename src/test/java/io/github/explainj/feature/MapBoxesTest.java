// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.explain.Finding;
import io.github.explainj.feature.MapBoxes.Components;
import io.github.explainj.feature.MapBoxes.Shape;
import io.github.explainj.feature.MapBoxes.Sign;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.Schema;
import io.github.explainj.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Boxes of maps that one draws by hand. */
class MapBoxesTest {

    private static final float NAN = Float.NaN;

    /** A small high blob, and a larger lower one that touches itself only at a corner. */
    private static final Tensor TWO = plane(7, 5,
            10, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 3, 2, 0, 0,
            0, 0, 0, 0, 0, 4, 0,
            0, 0, 0, 0, 0, 2, 1,
            0, 0, -9, 0, 0, 0, NAN);

    private static Tensor plane(int width, int height, float... values) {
        return new Tensor(values, 1, 1, height, width);
    }

    private static List<MapBox> boxes(double share, Sign sign, Components components, Tensor map) {
        return new MapBoxes(share, sign, components, Shape.BOX).of("m", map);
    }

    private static void isBox(MapBox box, int x, int y, int width, int height) {
        assertEquals(List.of(y, x), box.low(), "corner");
        assertEquals(List.of(height, width), List.of(box.length(0), box.length(1)), "size");
    }

    @Test
    void theBoxGoesAroundTheLargestPartAndNotTheHighest() {
        List<MapBox> boxes = new MapBoxes().of("m", TWO);
        assertEquals(1, boxes.size());
        // 20 % of 10 is 2: the 1 at the lower right is left out, the 2 are in
        isBox(boxes.get(0), 3, 1, 3, 3);
        assertEquals(List.of(10, 11, 19, 26), boxes.get(0).positions());
        assertEquals(11 / 4.0, boxes.get(0).mean(), 1e-12);
        assertEquals(4, boxes.get(0).peak());
    }

    @Test
    void aHigherShareLeavesLess() {
        isBox(boxes(0.45, Sign.POSITIVE, Components.LARGEST, TWO).get(0), 0, 0, 1, 1);
        isBox(boxes(0.1, Sign.POSITIVE, Components.LARGEST, TWO).get(0), 3, 1, 4, 3);
    }

    @Test
    void allPartsComeTheLargestFirst() {
        assertEquals(List.of(4, 1), boxes(0.2, Sign.POSITIVE, Components.ALL, TWO).stream().map(b -> b.positions().size()).toList());
        // of one size: that with the higher peak
        isBox(new MapBoxes().of("m", plane(5, 1, 2, 2, 0, 3, 3)).get(0), 3, 0, 2, 1);
    }

    @Test
    void theSignSaysWhatCounts() {
        MapBox negative = boxes(0.2, Sign.NEGATIVE, Components.LARGEST, TWO).get(0);
        isBox(negative, 2, 4, 1, 1);
        assertEquals(-9, negative.peak(), "with its own sign");
        assertEquals(3, boxes(0.2, Sign.ABSOLUTE, Components.ALL, TWO).size());
    }

    @Test
    void whatIsNoNumberIsInNoPart() {
        Tensor map = plane(4, 1, 5, NAN, 5, Float.POSITIVE_INFINITY);
        // 5 everywhere else is flat
        refused("5.0 everywhere", map);
        map.data()[2] = 4;
        List<MapBox> boxes = boxes(0.2, Sign.POSITIVE, Components.ALL, map);
        assertEquals(List.of(List.of(0), List.of(2)), boxes.stream().map(MapBox::positions).toList());
    }

    @Test
    void aVolumeHasABoxAcrossSlices() {
        Tensor map = Tensor.zeros(1, 1, 3, 3, 4);
        map.data()[0] = 1;
        map.data()[12 + 5] = 1;
        map.data()[24 + 11] = 0.1f;
        MapBox box = new MapBoxes().of("m", map).get(0);
        assertEquals(List.of(0, 0, 0), box.low());
        assertEquals(List.of(1, 1, 1), box.high());
    }

    @Test
    void theTableHasPixelsAndMicrometres() {
        MapBoxes wanted = new MapBoxes();
        Finding.Scores table = wanted.table(wanted.of("m", TWO), List.of(0.5, 0.25));
        assertEquals(List.of("component", "x", "y", "width", "height", "pixels", "area (um^2)", "mean", "max"), table.columns());
        assertEquals(List.of(List.of(1, 3, 1, 3, 3, 4, 0.5, 11 / 4.0, 4.0)), table.rows());
        assertEquals(Double.NaN, wanted.table(wanted.of("m", TWO), List.of()).rows().get(0).get(6));
    }

    @Test
    void aMapWithoutEvidenceIsRefusedInWords() {
        refused("0.5 everywhere", plane(3, 1, 0.5f, 0.5f, 0.5f));
        refused("0.0 everywhere", plane(2, 1, 0, 0));
        refused("no value is positive (they go from -3.0 to 0.0)", plane(3, 1, 0, -3, -1));
        refused("none of its 2 values is a number", plane(2, 1, NAN, Float.NEGATIVE_INFINITY));
        Problem p = assertThrows(Problem.class, () -> Schema.of(MapBoxes.class).create(Map.of("share", "1.5")));
        assertTrue(p.getMessage().contains("share") && p.getMessage().contains("1.5"), p.getMessage());
    }

    private static void refused(String part, Tensor map) {
        Problem p = assertThrows(Problem.class, () -> new MapBoxes().of("the map", map));
        assertTrue(p.getMessage().contains("the map") && p.getMessage().contains(part), p.getMessage());
    }
}
