// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.input.Axes;
import io.github.explainj.input.InputCard;
import io.github.explainj.input.ModelCard;
import io.github.explainj.onnx.Port;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a model's other inputs are fed: the same for all samples, repeated along the batch axis.
 *
 * @param ports the other inputs
 * @param card the layouts, as far as they are known
 */
record Others(List<Port> ports, ModelCard card) {

    /** Returns the tensors to feed for a run with so many rows, by the name under which they are fed. */
    Map<String, Tensor> rows(Map<String, Tensor> given, int rows) {
        Map<String, Tensor> fed = new LinkedHashMap<>();
        own(given, rows).forEach((name, t) -> fed.put(Front.fed(name), t));
        return fed;
    }

    /** Returns their shapes by their own names; -1 for the batch axis when the number of rows is -1. */
    Map<String, long[]> sizes(Map<String, Tensor> given, int rows) {
        Map<String, long[]> sizes = new LinkedHashMap<>();
        Map<String, Tensor> two = own(given, 2);
        own(given, Math.max(1, rows)).forEach((name, t) -> {
            long[] s = Arrays.stream(t.shape()).asLongStream().toArray();
            for (int i = 0; rows < 0 && i < s.length; i++) if (s[i] != two.get(name).size(i)) s[i] = -1;
            sizes.put(name, s);
        });
        return sizes;
    }

    /** Returns the same tensors by their own names. */
    Map<String, Tensor> own(Map<String, Tensor> given, int rows) {
        Map<String, Tensor> fed = new LinkedHashMap<>();
        for (Port p : ports) {
            Tensor t = given.get(p.name());
            if (t == null)
                throw new Problem("M29", "The model's input \"" + p.name() + "\" of shape " + p.shape()
                        + " is not given; give it with --tensor " + p.name() + "=FILE.npy.");
            int axis = batchAxis(p);
            fed.put(p.name(), axis < 0 || t.size(axis) != 1 ? t : repeated(t, axis, rows));
        }
        return fed;
    }

    /** Returns the axis that is the batch and free; -1 when there is none. */
    private int batchAxis(Port p) {
        int axis = card.inputs().stream().filter(i -> i.name().equals(p.name())).findFirst()
                .map(InputCard::axes).map((Axes a) -> a.index('b')).orElse(p.rank() > 0 ? 0 : -1);
        return axis >= 0 && axis < p.rank() && p.dims().get(axis) != 1 ? axis : -1;
    }

    private static Tensor repeated(Tensor t, int axis, int times) {
        int[] shape = t.shape();
        int block = 1;
        for (int i = axis + 1; i < shape.length; i++) block *= shape[i];
        int outer = t.size() / block;
        float[] data = new float[Math.multiplyExact(t.size(), times)];
        for (int o = 0; o < outer; o++)
            for (int r = 0; r < times; r++) System.arraycopy(t.data(), o * block, data, (o * times + r) * block, block);
        shape[axis] = times;
        return new Tensor(data, shape);
    }
}
