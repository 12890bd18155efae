// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import static io.github.explainj.gradient.RuleFamily.dx;
import static io.github.explainj.gradient.RuleFamily.gradients;

import com.google.auto.service.AutoService;
import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Operators that pick or place elements by whole numbers. */
@AutoService(RuleFamily.class)
public final class IndexRules implements RuleFamily {

    @Override
    public Map<String, GradientRule> rules() {
        return Map.of(
                "Gather", IndexRules::gather,
                "GatherElements", IndexRules::gatherElements,
                "GatherND", s -> dx(Moved.back(s, x -> s.graph().op("GatherND",
                        Attributes.NONE.with("batch_dims", s.node().integer("batch_dims", 0)), x, s.x(1)))),
                "ScatterElements", s -> scatter(s, new Places(s, "ScatterElements", "GatherElements", axis(s))),
                "ScatterND", s -> scatter(s, new Places(s, "ScatterND", "GatherND", Attributes.NONE)));
    }

    private static Attributes axis(Step s) {
        return Attributes.NONE.with("axis", s.axis("axis", 0));
    }

    private static List<Value> gather(Step s) {
        int axis = s.axis("axis", 0);
        long size = s.shape(0).get(axis);
        Optional<Tensor> indices = s.constant(1);
        if (size < 0 || indices.isEmpty() || indices.get().size() != 1 || s.rank(1) > 1)
            return dx(Moved.back(s, x -> x.gather(s.x(1), axis)));
        long index = s.integers(1)[0];
        long[] pads = new long[2 * s.rank(0)];
        pads[axis] = index < 0 ? index + size : index;
        pads[s.rank(0) + axis] = size - 1 - pads[axis];
        return dx((s.rank(1) == 0 ? s.dy().unsqueeze(axis) : s.dy()).padded(pads));
    }

    private static List<Value> gatherElements(Step s) {
        return dx(s.graph().op("ScatterElements", axis(s).with("reduction", "add"), s.x().zerosLike(), s.x(1), s.dy()));
    }

    /** The places that a scatter writes: reads and writes tensors of the operand's shape there. */
    private record Places(Step s, String scatter, String gather, Attributes attributes) {

        Value read(Value from) {
            return s.graph().op(gather, attributes, from, s.x(1));
        }

        Value write(Value into, Value updates, String reduction) {
            return s.graph().op(scatter, attributes.with("reduction", reduction), into, s.x(1), updates);
        }
    }

    private static List<Value> scatter(Step s, Places at) {
        Value dy = s.dy();
        String reduction = s.node().text("reduction", "none");
        return switch (reduction) {
            case "add" -> gradients(dy, null, s.wants(2) ? at.read(dy) : null);
            case "mul" -> product(s, at);
            case "max", "min" -> extreme(s, at, reduction);
            default -> gradients(s.wants(0) ? at.write(dy, s.x(2).zerosLike(), "none") : null,
                    null, s.wants(2) ? at.read(dy) : null);
        };
    }

    /** Factors of 0 are counted apart: behind one, only its own gradient is left; behind two, none. */
    private static List<Value> product(Step s, Places at) {
        Value factors = s.x(2);
        Value ones = s.x().zerosLike().plus(1f);
        Value data = s.wants(0) ? s.dy().times(at.write(ones, factors, "mul")) : null;
        if (!s.wants(2)) return gradients(data);
        Value zero = factors.equal(s.number(0)).asFloat();
        Value others = at.read(s.dy().times(at.write(s.x(), factors.plus(zero), "mul"))).over(factors.plus(zero));
        Value zeros = at.read(at.write(s.x().zerosLike(), zero, "add"));
        return gradients(data, null, others.times(zeros.equal(zero).asFloat()));
    }

    /** Those that are equal share: as amax and amin of PyTorch do. */
    private static List<Value> extreme(Step s, Places at, String reduction) {
        Value own = s.x().equal(s.y()).asFloat();
        Value theirs = s.x(2).equal(at.read(s.y())).asFloat();
        Value share = s.dy().over(at.write(own, theirs, "add"));
        return gradients(share.times(own), null, s.wants(2) ? at.read(share).times(theirs) : null);
    }
}
