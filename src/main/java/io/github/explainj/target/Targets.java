// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * Reads targets from SPECs.
 *
 * <p>A SPEC is a kind with its arguments and an optional {@code @TENSOR} (what follows the last
 * {@code @}), e.g. {@code class:3}, {@code mean:1@relu_5}; or a sum, difference or product of them
 * with spaces around the operator: {@code "0.5*mean:1@a - class:1 * mean:0@x"}. Double quotes
 * protect names.
 */
public final class Targets {

    private static final Map<String, TargetKind> KINDS = new TreeMap<>();

    static {
        // our own class's loader: in ImageJ plugins live in a child loader
        ServiceLoader.load(TargetKind.class, Targets.class.getClassLoader()).forEach(k -> KINDS.put(k.prefix(), k));
    }

    private static final Grammar GRAMMAR = new Grammar(KINDS);

    private Targets() {}

    /** Knows the regions of a file. */
    @FunctionalInterface
    public interface RegionNames {

        /**
         * Returns the names or label numbers of a mask image, label image or ROI file; empty text
         * means the user's own regions.
         */
        List<String> of(String file);
    }

    /** Returns the registered kinds, sorted by prefix. */
    public static List<TargetKind> kinds() {
        return List.copyOf(KINDS.values());
    }

    /**
     * Reads a SPEC such as {@code class:3}, {@code "0.5*mean:1@a + weights:w.npy@b"}.
     *
     * @throws io.github.explainj.problem.Problem A01 when it cannot be read
     */
    public static Target parse(String spec) {
        return GRAMMAR.read(spec);
    }

    /** Returns the target when none is given: the top class of the first output. */
    public static Target byDefault() {
        return new Top("");
    }

    /**
     * Reads SPECs in order; {@code regions:C:FILE} becomes one {@code region:C:FILE#NAME} per region.
     * No SPEC at all means {@link #byDefault()}.
     *
     * @param lookup gives the regions of a file
     */
    public static List<Target> parseAll(List<String> specs, RegionNames lookup) {
        List<Target> all = new ArrayList<>();
        for (String spec : specs)
            if (spec.strip().startsWith("regions:")) all.addAll(RegionList.parse(spec.strip(), lookup));
            else all.add(parse(spec));
        return specs.isEmpty() ? List.of(byDefault()) : all;
    }

    /**
     * Lists the SPECs that fit a model, as lines of text for help and refusals.
     *
     * @param shapes shapes of tensors for one image; only outputs are listed
     */
    public static String listing(ModelFacts facts, Map<String, List<Long>> shapes) {
        return Listing.of(facts, shapes);
    }
}
