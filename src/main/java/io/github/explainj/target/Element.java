// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Optional;

/** One element of a tensor as it is, also behind a softmax. */
record Element(List<Integer> index, String tensor) implements Target {

    @Override
    public String spec() {
        return Spec.text("index", Places.text(index), tensor);
    }

    @Override
    public List<String> tensors(ModelFacts facts) {
        return List.of(Tensors.named(facts, tensor));
    }

    @Override
    public Resolved resolve(Unperturbed run) {
        Site site = Site.of(this, tensor, run);
        boolean lone = site.layout().sample().isEmpty() && index.equals(List.of(0));
        if (!lone) Places.check(site, index, site.layout().sample());
        int position = 0;
        for (int i = 0; !lone && i < index.size(); i++) position = position * site.layout().sample().get(i) + index.get(i);
        return site.score(Weights.element(position), "element " + index, "index", index);
    }

    /** {@code index:i,j,...}. */
    @AutoService(TargetKind.class)
    public static final class Kind implements TargetKind {
        @Override
        public String prefix() {
            return "index";
        }

        @Override
        public String usage() {
            return "index:i,j,...";
        }

        @Override
        public String about() {
            return "one element as it is, without the batch axis";
        }

        @Override
        public Target parse(String arguments, String tensor) {
            return new Element(Spec.numbers(this, arguments), tensor);
        }

        @Override
        public Optional<String> example(Layout layout) {
            return Optional.of(Places.text(layout.sample().stream().map(s -> 0).toList())).filter(t -> !t.isEmpty());
        }
    }
}
