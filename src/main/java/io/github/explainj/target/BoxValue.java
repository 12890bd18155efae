// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Optional;

/** One value of one row of a detector: {@code [N, boxes, values]}. */
record BoxValue(List<Integer> cell, String tensor) implements Target {

    @Override
    public String spec() {
        return Spec.text("box", Places.text(cell), tensor);
    }

    @Override
    public List<String> tensors(ModelFacts facts) {
        return List.of(Tensors.named(facts, tensor));
    }

    @Override
    public Resolved resolve(Unperturbed run) {
        Site site = Site.of(this, tensor, run);
        List<Integer> table = table(site.layout());
        if (table.size() != 2) throw site.unfit("a table [N, boxes, values]");
        Places.check(site, cell, table);
        return site.score(Weights.element(cell.get(0) * table.get(1) + cell.get(1)),
                "value " + cell.get(1) + " of box " + cell.get(0), "row", cell.get(0), "index", cell.get(1));
    }

    /** Returns the sizes without the batch and without leading ones. */
    private static List<Integer> table(Layout layout) {
        List<Integer> sizes = layout.sample();
        while (sizes.size() > 2 && sizes.get(0) == 1) sizes = sizes.subList(1, sizes.size());
        return sizes;
    }

    /** {@code box:ROW,VALUE}. */
    @AutoService(TargetKind.class)
    public static final class Kind implements TargetKind {
        @Override
        public String prefix() {
            return "box";
        }

        @Override
        public String usage() {
            return "box:ROW,VALUE";
        }

        @Override
        public String about() {
            return "one value of one row of a detector [N,boxes,values]";
        }

        @Override
        public Target parse(String arguments, String tensor) {
            List<Integer> cell = Spec.numbers(this, arguments);
            if (cell.size() != 2) throw Spec.bad(this, arguments);
            return new BoxValue(cell, tensor);
        }

        @Override
        public Optional<String> example(Layout layout) {
            boolean image = layout.spatial().length > 1;
            return !image && table(layout).size() == 2 ? Optional.of("0,0") : Optional.empty();
        }
    }
}
