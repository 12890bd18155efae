// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.probe;

import io.github.explainj.problem.Problem;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a model is asked to run.
 *
 * @param kind what was asked for
 * @param index which GPU, from 0
 */
public record Device(Kind kind, int index) {

    public static final Device AUTO = new Device(Kind.AUTO, 0);
    public static final Device CPU = new Device(Kind.CPU, 0);

    private static final Pattern CUDA = Pattern.compile("cuda(?::(\\d{1,3}))?");

    /** {@code AUTO} takes a GPU when one is usable and says so when it falls back to the CPU. */
    public enum Kind { AUTO, CPU, CUDA }

    /** Reads {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:1}. */
    public static Device parse(String text) {
        String t = text.strip().toLowerCase(java.util.Locale.ROOT);
        if (t.equals("auto")) return AUTO;
        if (t.equals("cpu")) return CPU;
        Matcher m = CUDA.matcher(t);
        if (m.matches()) return new Device(Kind.CUDA, m.group(1) == null ? 0 : Integer.parseInt(m.group(1)));
        throw new Problem("A10", "device=" + text + " is not possible: expected auto, cpu or cuda:N with N from 0.");
    }

    @Override
    public String toString() {
        return kind == Kind.CUDA ? "cuda:" + index : kind.name().toLowerCase(java.util.Locale.ROOT);
    }
}
