// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.FeatureMap;
import io.github.explainj.problem.Problem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads which channels of a layer a user means: {@code 3,17,40-43}, numbered from 0. */
final class ChannelNumbers {

    /** What the parameter is. */
    static final String ABOUT = "Channels of the layer, from 0, e.g. 3,17,40-43; empty for ";

    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:\\s*-\\s*(\\d{1,9}))?");

    private ChannelNumbers() {}

    /**
     * Returns the channels in the order in which they were given, each once; none when there are none.
     *
     * @throws Problem A07 for what is no list of channels, or not of this layer's
     */
    static List<Integer> of(String text, FeatureMap layer) {
        return of(text, layer.channels(), "layer " + layer.tensor());
    }

    /**
     * The same, of anything that is numbered.
     *
     * @param owner what has them, for the sentence: {@code layer conv1}
     */
    static List<Integer> of(String text, int channels, String owner) {
        Set<Integer> found = new LinkedHashSet<>();
        for (String part : text.split("[,;\\s]*[,;][,;\\s]*")) {
            if (part.isBlank()) continue;
            Matcher m = RANGE.matcher(part.strip());
            if (!m.matches()) throw bad(text, "expected numbers from 0 with commas and ranges, e.g. 3,17,40-43");
            int from = Integer.parseInt(m.group(1));
            int to = m.group(2) == null ? from : Integer.parseInt(m.group(2));
            if (from > to) throw bad(text, "the range " + part.strip() + " runs backwards");
            if (to >= channels) throw bad(text, owner + " has the channels 0 to " + (channels - 1) + ", and not " + to);
            for (int k = from; k <= to; k++) found.add(k);
        }
        return List.copyOf(found);
    }

    private static Problem bad(String text, String why) {
        return new Problem("A07", "channel=" + text + " is not possible: " + why + ".");
    }
}
