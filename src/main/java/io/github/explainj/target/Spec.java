// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import io.github.explainj.problem.Problem;
import java.util.List;

/** Writes and reads the pieces that SPECs have in common. */
final class Spec {

    private Spec() {}

    /** Returns {@code prefix:arguments@tensor}; an empty tensor stands for the first output. */
    static String text(String prefix, String arguments, String tensor) {
        return prefix + (arguments.isEmpty() ? "" : ":" + arguments)
                + (tensor.isEmpty() ? "" : "@" + Quotes.quote(tensor, ""));
    }

    /** Reads {@code 1,20,30}. */
    static List<Integer> numbers(TargetKind kind, String arguments) {
        return Quotes.split(arguments, ",").stream().map(n -> number(kind, arguments, n.strip())).toList();
    }

    private static Integer number(TargetKind kind, String arguments, String number) {
        if (!number.matches("-?\\d{1,9}")) throw bad(kind, arguments);
        return Integer.valueOf(number);
    }

    /** Reads a file name, which must not be empty. */
    static String file(TargetKind kind, String arguments) {
        String file = Quotes.unquote(arguments.strip());
        if (file.isEmpty()) throw bad(kind, arguments);
        return file;
    }

    /** Says how the arguments of a kind of target are written. */
    static Problem bad(TargetKind kind, String arguments) {
        return new Problem("A01", "The target \"" + kind.prefix() + (arguments.isEmpty() ? "" : ":" + arguments)
                + "\" cannot be read; expected " + kind.usage() + ": " + kind.about() + ".");
    }
}
