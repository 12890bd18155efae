// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The classes of an output: where their logits and probabilities are read, for one number per class
 * or, in an image of classes, as the mean over the active ROI.
 *
 * @param site the output (or inner tensor) that the target names
 * @param logits what lies behind it
 */
record ClassSite(Site site, Logits logits) {

    static ClassSite of(Target target, String tensor, Unperturbed run) {
        Site site = Site.of(target, tensor, run);
        return new ClassSite(site, Logits.of(run.facts(), site.tensor()));
    }

    /** Returns the tensors that {@link #of} and its methods look at. */
    static List<String> tensors(ModelFacts facts, String tensor) {
        String name = Tensors.named(facts, tensor);
        Set<String> names = new LinkedHashSet<>(List.of(name, Logits.of(facts, name).tensor()));
        return List.copyOf(names);
    }

    int count() {
        return classAxis() < 0 ? 1 : layout().shape().get(classAxis());
    }

    int index(Choice choice) {
        return choice.among(count(), site.names(), site.spec(), site.where());
    }

    /**
     * Returns {@code softmax} or {@code sigmoid}; what neither graph nor package says follows from the
     * number of classes.
     */
    String activation() {
        if (!logits.activation().isEmpty()) return logits.activation();
        return count() == 1 ? "sigmoid" : "softmax";
    }

    /** Returns a class's logit. */
    Reading logit(int index) {
        return new Reading(source(new Lens.Plain()), place(index));
    }

    /** Returns a class's probability: the graph's own where it has one. */
    Reading probability(int index) {
        if (!logits.probabilities().isEmpty())
            return new Reading(Source.plain(logits.probabilities(), layout()), place(index));
        Lens lens = activation().equals("sigmoid") ? new Lens.Sigmoid() : new Lens.Softmax(classAxis());
        return new Reading(source(lens), place(index));
    }

    /** Returns the log of the sum of the exponentials of the other logits. */
    Reading others(int index) {
        Source seen = source(new Lens.Others(classAxis(), index, layout().shape()));
        Weights here = place(index);
        int shift = layout().offset(classAxis(), index);
        int stride = layout().offset(classAxis(), 1);
        int[] positions = new int[here.size()];
        for (int i = 0; i < positions.length; i++) {
            int without = here.positions()[i] - shift;
            // the class axis has size 1 behind the lens
            positions[i] = without / (stride * count()) * stride + without % stride;
        }
        return new Reading(new Source(seen.tensor(), seen.batched(), seen.shape(), seen.lens(),
                seen.size() / count()), new Weights(positions, here.values()));
    }

    /** Returns the class with the largest logit. */
    int top() {
        float[] values = site.run().value(logits.tensor()).data();
        int top = -1;
        double best = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < count(); k++) {
            double score = place(k).of(values);
            if (score >= best && (top < 0 || score > best)) {
                best = score;
                top = k;
            }
        }
        if (top >= 0) return top;
        throw new Problem("A01", site.spec() + " is not possible: all scores of " + site.where()
                + " are NaN for this image. Check the image and its normalisation.");
    }

    /** Makes the score of a class. */
    Score score(List<Reading> readings, int index, String form, String spec) {
        String where = layout().isDense() ? ", mean over the active ROI" : "";
        Map<String, Object> facts = site.facts(form, "index", index, "class", site.name(index));
        facts.put("scores", readings.get(0).source().tensor());
        if (!form.equals("logit"))
            facts.put("activation", activation() + (logits.activation().isEmpty() ? " (assumed)" : ""));
        String words = Choice.words("class", index, site.names()) + " (" + form + where + ")";
        return new Score(readings, spec, words, facts);
    }

    private Layout layout() {
        return site.layout();
    }

    private int classAxis() {
        return layout().isDense() ? layout().channelAxis() : layout().classAxis();
    }

    /** Reads the logits in the shape of the named tensor: operators between them keep the order. */
    private Source source(Lens lens) {
        Tensor before = site.run().value(logits.tensor());
        boolean asIs = lens instanceof Lens.Plain
                || IntStream.of(before.shape()).boxed().toList().equals(layout().shape());
        List<Integer> shape = asIs ? List.of() : layout().shape();
        return new Source(logits.tensor(), layout().batched(), shape, lens, layout().size());
    }

    private Weights place(int index) {
        if (!layout().isDense()) return Weights.element(layout().offset(classAxis(), index));
        if (layout().channelAxis() < 0) throw site.unfit("one number per class");
        return RegionMask.weights(site, "", index, this::dense);
    }

    private Problem dense() {
        return new Problem("A01", site.spec() + " is not possible without a ROI: " + site.where()
                + " is an image of classes and not one number per class. Draw a ROI on the image (command line: --roi FILE, or"
                + " region:C:FILE as the target), or choose one of: "
                + Listing.words(site.run().facts(), site.tensor(), layout()) + ".");
    }
}
