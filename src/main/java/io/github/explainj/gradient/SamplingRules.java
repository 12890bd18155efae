// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import static io.github.explainj.gradient.RuleFamily.dx;

import com.google.auto.service.AutoService;
import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** Operators that read images at places between pixels, which are known only when they run. */
@AutoService(RuleFamily.class)
public final class SamplingRules implements RuleFamily {

    @Override
    public Map<String, GradientRule> rules() {
        return Map.of("GridSample", GridSampleRule::apply, "AffineGrid", SamplingRules::affineGrid,
                "RoiAlign", RoiAlignRule::apply);
    }

    /**
     * The grid is a product of each image's matrix and fixed coordinates. The operator gives these itself:
     * as the first of the grid's numbers, for one matrix per column whose first row picks that column.
     */
    private static List<Value> affineGrid(Step s) {
        GraphBuilder b = s.graph();
        int columns = (int) (long) s.shape(0).get(2);
        Tensor pick = Tensor.zeros(columns, columns - 1, columns);
        for (int c = 0; c < columns; c++) pick.data()[c * (columns - 1) * columns + c] = 1;
        Value image = s.x(1).slice(0, 1, columns + 1);
        Value size = b.op("Concat", Attributes.NONE.with("axis", 0), b.integers(columns), image);
        Value grid = b.op("AffineGrid", Attributes.NONE.with("align_corners", s.node().integer("align_corners", 0)),
                b.constant(pick), size);
        Value coordinates = grid.reshape(columns, -1, columns - 1).slice(2, 0, 1).squeeze(2).transpose(1, 0);
        return dx(s.dy().reshape(0, -1, columns - 1).transpose(0, 2, 1).matMul(coordinates));
    }
}
