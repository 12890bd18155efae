// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.explainj.explain.Finding;
import io.github.explainj.input.Geometry;
import io.github.explainj.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultTest {

    private static final Finding.Attribution MAP = new Finding.Attribution(1, "rise", Tensor.zeros(1, 1, 2, 2), true, "drop", Map.of());

    @Test
    void titlesBeginWithTheInputAndTheMethod() {
        assertEquals("cells_rise_resize2x", result("", 1, true).title("cells", MAP, "_resize2x"));
        assertEquals("cells_rise_target2_tile_3_resize2x_partial", result("tile 3", 2, false).title("cells", MAP, "_resize2x"));
    }

    private static Result result(String piece, int targets, boolean complete) {
        Result.Explained one = new Result.Explained("class:0", "class:0", "class 0", 1, Map.of());
        return new Result("rise", piece, Geometry.same(List.of(2, 2)), java.util.Collections.nCopies(targets, one),
                List.of(MAP), complete, Map.of());
    }
}
