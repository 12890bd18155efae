// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import ai.onnxruntime.OrtException;
import io.github.explainj.problem.Problem;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what ONNX Runtime says into a sentence for the user. */
final class OrtErrors {

    private static final Pattern NODE = Pattern.compile("(?s)while running (\\S+) node\\. Name:'([^']*)' Status Message: (.*)");
    private static final Pattern UNKNOWN = Pattern.compile("(\\S+?):(\\w+)\\(-?\\d+\\) is not a registered function/op");
    private static final Pattern UNREGISTERED = Pattern.compile("In Node, \\(\"([^\"]*)\", (\\w+), \"([^\"]*)\".*No Op registered");
    private static final Pattern NO_KERNEL = Pattern.compile("Could not find an implementation for (\\S+) node with name '([^']*)'");
    private static final Pattern DIMENSIONS = Pattern.compile("(?s)Got invalid dimensions for input: (\\S+).*?index: (\\d+) Got: (-?\\d+) Expected: (-?\\d+)");
    private static final Pattern PREFIX = Pattern.compile("^Error code - \\w+ - message: ");
    private static final Pattern MEMORY = Pattern.compile("(?i)failed to allocate memory|bad_alloc|bad allocation|out of memory"
            + "|CUDA failure 2\\b|_ALLOC_FAILED|arena.*(exceed|extend)");
    private static final int LONGEST = 300;
    private static final String WAY_OUT = "Check the size and channels of the input, or export the model again.";

    private OrtErrors() {}

    /** Returns whether memory ran out; ONNX Runtime has no error code for it. */
    static boolean isMemory(Throwable e) {
        return e instanceof OutOfMemoryError || e.getMessage() != null && MEMORY.matcher(e.getMessage()).find();
    }

    static boolean isTermination(OrtException e) {
        return String.valueOf(e.getMessage()).contains("terminate flag");
    }

    /** Returns the sentence for a session that could not be made, or a run that failed. */
    static Problem explain(OrtException e, String model) {
        String text = PREFIX.matcher(String.valueOf(e.getMessage())).replaceFirst("");
        return operator(text, model, e)
                .or(() -> size(text, model, e))
                .or(() -> node(text, model, e))
                .orElseGet(() -> new Problem("M30", "ONNX Runtime cannot run " + model + ": " + brief(text) + ". " + WAY_OUT, e));
    }

    private static Optional<Problem> operator(String text, String model, OrtException e) {
        Matcher m = UNKNOWN.matcher(text);
        if (m.find()) return Optional.of(unknown(model, m.group(1), m.group(2), "", e));
        m = UNREGISTERED.matcher(text);
        if (m.find()) return Optional.of(unknown(model, m.group(3), m.group(2), " in node \"" + m.group(1) + "\"", e));
        m = NO_KERNEL.matcher(text);
        if (!m.find()) return Optional.empty();
        return Optional.of(new Problem("M32", model + " uses the operator " + m.group(1) + " in node \"" + m.group(2)
                + "\" with an element type that ONNX Runtime cannot run; export the model in float32.", e));
    }

    private static Problem unknown(String model, String domain, String op, String where, OrtException e) {
        boolean standard = domain.equals("ai.onnx") || domain.isEmpty();
        return new Problem(standard ? "M11" : "M12", model + " uses the operator " + (standard ? "" : domain + ":") + op + where
                + ", which ONNX Runtime does not have; libraries of custom operators are never loaded."
                + " Export the model with standard operators.", e);
    }

    private static Optional<Problem> size(String text, String model, OrtException e) {
        Matcher m = DIMENSIONS.matcher(text);
        if (!m.find()) return Optional.empty();
        return Optional.of(new Problem("M29", model + " expects size " + m.group(4) + " on axis " + m.group(2) + " of its input, got "
                + m.group(3) + "; choose another size or fit.", e));
    }

    private static Optional<Problem> node(String text, String model, OrtException e) {
        Matcher m = NODE.matcher(text);
        if (!m.find()) return Optional.empty();
        return Optional.of(new Problem("M30", model + " failed in node \"" + m.group(2) + "\" (" + m.group(1) + "): "
                + brief(m.group(3)) + ". " + WAY_OUT, e));
    }

    /** Returns the sentence for a run that cannot be made smaller. */
    static Problem memory(String model, String provider, Throwable e) {
        String free = String.format(java.util.Locale.ROOT, "%.1f GB", Memory.free() / 1e9);
        if (provider.startsWith("CUDA"))
            return new Problem("E06", model + " does not fit into the memory of the GPU (" + provider + ") even with one sample"
                    + " a run; close other programs that use it, or use device=cpu.", e);
        return new Problem("M19", model + " needs more memory than there is for one sample (" + free
                + " free): " + brief(String.valueOf(e.getMessage())) + ". Use a smaller image or fit=tile.", e);
    }

    /** Keeps the first lines of a message that may hold a native stack. */
    static String brief(String text) {
        String one = text.replaceAll("/\\S*/onnxruntime/\\S*", "").replaceAll("\\s+", " ").strip();
        String cut = one.length() > LONGEST ? one.substring(0, LONGEST) + "..." : one;
        return cut.endsWith(".") ? cut.substring(0, cut.length() - 1) : cut;
    }
}
