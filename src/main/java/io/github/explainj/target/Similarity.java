// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import com.google.auto.service.AutoService;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The cosine of the angle between a tensor and its value for a reference image, -1 to 1. */
record Similarity(String file, String tensor) implements Target {

    @Override
    public String spec() {
        return Spec.text("similar", Quotes.quote(file, ""), tensor);
    }

    @Override
    public List<String> tensors(ModelFacts facts) {
        return List.of(Tensors.named(facts, tensor));
    }

    @Override
    public Resolved resolve(Unperturbed run) {
        Site site = Site.of(this, tensor, run);
        Tensor reference = run.reference(file, site.tensor());
        if (!Arrays.equals(reference.shape(), site.value().shape()))
            throw site.unfit("the shape " + Arrays.toString(reference.shape()) + " that it has for " + file);
        Lens unit = new Lens.UnitLength(reference.rank(), site.layout().batched());
        return site.score(new Reading(Source.through(unit, site.tensor(), site.layout()), direction(reference)),
                spec(), "similarity to " + file, "reference", file);
    }

    private Weights direction(Tensor reference) {
        double square = 0;
        for (float v : reference.data()) square += (double) v * v;
        if (!(square > 0) || Double.isInfinite(square))
            throw new Problem("A01", spec() + " is not possible: for " + file + " the tensor is 0 everywhere or not"
                    + " finite, which has no direction. Choose another reference image or tensor.");
        double length = Math.sqrt(square);
        double[] values = IntStream.range(0, reference.size()).mapToDouble(i -> reference.data()[i] / length).toArray();
        return Weights.of(IntStream.range(0, values.length).toArray(), values);
    }

    /** {@code similar:FILE}. */
    @AutoService(TargetKind.class)
    public static final class Kind implements TargetKind {
        @Override
        public String prefix() {
            return "similar";
        }

        @Override
        public String usage() {
            return "similar:FILE";
        }

        @Override
        public String about() {
            return "cosine similarity of the tensor to its value for a reference image";
        }

        @Override
        public Target parse(String arguments, String tensor) {
            return new Similarity(Spec.file(this, arguments), tensor);
        }

        @Override
        public Optional<String> example(Layout layout) {
            return layout.size() > 1 ? Optional.of("FILE") : Optional.empty();
        }
    }
}
