// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import com.google.auto.service.AutoService;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Npy;
import io.github.explainj.tensor.Tensor;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The inner product of a tensor with weights of its full shape (with or without the batch axis of 1). */
record WeightedSum(String file, String tensor) implements Target {

    @Override
    public String spec() {
        return Spec.text("weights", Quotes.quote(file, ""), tensor);
    }

    @Override
    public List<String> tensors(ModelFacts facts) {
        return List.of(Tensors.named(facts, tensor));
    }

    @Override
    public Resolved resolve(Unperturbed run) {
        Site site = Site.of(this, tensor, run);
        Tensor weights = Npy.read(path());
        List<Integer> shape = IntStream.of(weights.shape()).boxed().toList();
        if (!shape.equals(site.layout().shape()) && !shape.equals(site.layout().sample()))
            throw site.unfit("the shape " + shape + " of " + file);
        double[] values = IntStream.range(0, weights.size()).mapToDouble(i -> weights.data()[i]).toArray();
        Weights used = Weights.of(IntStream.range(0, values.length).toArray(), values);
        if (used.size() == 0)
            throw new Problem("A01", spec() + " is 0 for every image: all weights in " + file + " are 0. Give others.");
        return site.score(used, "inner product with " + file, "weights", file);
    }

    private Path path() {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw new Problem("A04", spec() + " is not possible: \"" + file + "\" is no file name here ("
                    + e.getReason() + "). Give a .npy file.", e);
        }
    }

    /** {@code weights:FILE.npy}. */
    @AutoService(TargetKind.class)
    public static final class Kind implements TargetKind {
        @Override
        public String prefix() {
            return "weights";
        }

        @Override
        public String usage() {
            return "weights:FILE.npy";
        }

        @Override
        public String about() {
            return "inner product with weights of the full shape of the tensor";
        }

        @Override
        public Target parse(String arguments, String tensor) {
            return new WeightedSum(Spec.file(this, arguments), tensor);
        }

        @Override
        public Optional<String> example(Layout layout) {
            return Optional.of("w.npy");
        }
    }
}
