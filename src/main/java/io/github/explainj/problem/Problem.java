// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.problem;

/**
 * Says in one sentence what is wrong with what the user gave, what was expected and what to do.
 *
 * <p>Every message names the file, parameter or node, the actual value, the expected one and a way
 * out, and ends with a stable code in brackets ({@code [M03]}: M models, P packages, I images,
 * A parameters, E environment). The doors (menu, macro, SciJava, command line) show the message and
 * never a stack trace.
 */
public class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final String sentence;

    /**
     * @param code stable code, e.g. {@code M03}
     * @param sentence what is wrong, with the value, what was expected, what to do
     */
    public Problem(String code, String sentence) {
        this(code, sentence, null);
    }

    /**
     * @param code stable code, e.g. {@code M03}
     * @param sentence what is wrong, with the value, what was expected, what to do
     * @param cause what brought it to light; for the log, never shown
     */
    public Problem(String code, String sentence, Throwable cause) {
        super(sentence + " [" + code + "]", cause);
        this.code = code;
        this.sentence = sentence;
    }

    /** Returns the message without its code. */
    public String sentence() {
        return sentence;
    }

    /** Returns the stable code, e.g. {@code M03}. */
    public String code() {
        return code;
    }
}
