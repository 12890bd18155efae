// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A tensor of the unperturbed run on which a target is placed.
 *
 * @param spec the SPEC of the target, for messages
 * @param run the unperturbed run
 * @param tensor name of an output or inner tensor
 * @param value its value for the one sample
 * @param layout what its axes mean
 * @param names names of its channels; empty when unknown
 */
record Site(String spec, Unperturbed run, String tensor, Tensor value, Layout layout, List<String> names) {

    /** Finds the tensor that a target names; empty for the first output. */
    static Site of(Target target, String tensor, Unperturbed run) {
        String name = Tensors.named(run.facts(), tensor);
        Tensor value = run.value(name);
        return new Site(target.spec(), run, name, value, Layout.of(run.facts(), name, value.shape()),
                Tensors.classes(run.facts(), name));
    }

    /** Returns the number of a channel that the tensor has. */
    int channel(Choice choice) {
        return choice.among(layout.channels(), names, spec, where());
    }

    /** Returns {@code output "probs" [1, 10]}. */
    String where() {
        boolean output = run.facts().graph().outputs().stream().anyMatch(p -> p.name().equals(tensor));
        return (output ? "output \"" : "tensor \"") + tensor + "\" " + Arrays.toString(value.shape());
    }

    /** Says that the tensor has not the shape that a target needs. */
    Problem unfit(String needed) {
        return new Problem("A01", spec + " is not possible: " + where() + " was found, " + needed + " is needed."
                + " Choose another tensor with @NAME, or one of: " + Listing.words(run.facts(), tensor, layout) + ".");
    }

    Source source() {
        return Source.plain(tensor, layout);
    }

    /** Returns a score that reads the tensor as it is; {@code facts} are names and values in turn. */
    Score score(Weights weights, String describe, Object... facts) {
        return score(new Reading(source(), weights), spec, describe, facts);
    }

    Score score(Reading reading, String spec, String describe, Object... facts) {
        return new Score(List.of(reading), spec, describe + " of \"" + tensor + "\"", facts("value", facts));
    }

    /** Returns what is recorded: the form, what is given, the tensor, and whether it is an image. */
    Map<String, Object> facts(String form, Object... facts) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("form", form);
        for (int i = 0; i < facts.length; i += 2) all.put((String) facts[i], facts[i + 1]);
        all.put("tensor", tensor);
        if (layout.isDense()) all.put("dense", true);
        return all;
    }

    /** Returns a channel's name, or empty text. */
    String name(int channel) {
        return channel < names.size() ? names.get(channel) : "";
    }

    /** Returns which pixel of a channel is largest; NaN counts as nothing. */
    int peak(int channel) {
        int[] pixels = layout.channel(channel);
        int best = -1;
        for (int i = 0; i < pixels.length; i++) {
            float v = value.data()[pixels[i]];
            if (!Float.isNaN(v) && (best < 0 || v > value.data()[pixels[best]])) best = i;
        }
        if (best < 0)
            throw new Problem("A01", spec + " is not possible: " + where() + " is NaN everywhere in channel " + channel
                    + " for this image. Check the image and its normalisation.");
        return best;
    }
}
