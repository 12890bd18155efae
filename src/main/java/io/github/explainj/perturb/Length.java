// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

import io.github.explainj.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One number of an {@link Extent} or of {@link Cells}, with its unit.
 *
 * @param value a whole number of pixels (or cells), micrometres, or the denominator of a share
 * @param unit what the value counts
 */
public record Length(double value, Unit unit) {

    public enum Unit { PIXELS, MICROMETRES, SHARE }

    private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");
    private static final Pattern MICROMETRES =
            Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s*(?:um|\u00b5m|\u03bcm)");
    private static final Pattern SHARE = Pattern.compile("1/(\\d{1,9})");

    /** Reads sizes that are separated by commas. */
    static List<Length> list(String text) {
        return Arrays.stream(text.strip().split(",", -1)).map(t -> parse(t, text)).toList();
    }

    /** Reads {@code 16}, {@code 2.5um} or {@code 1/14}; {@code whole} is the text it stands in. */
    private static Length parse(String token, String whole) {
        String t = token.strip();
        Matcher um = MICROMETRES.matcher(t);
        Matcher share = SHARE.matcher(t);
        Length length = WHOLE.matcher(t).matches() ? new Length(Integer.parseInt(t), Unit.PIXELS)
                : um.matches() ? new Length(Double.parseDouble(um.group(1)), Unit.MICROMETRES)
                : share.matches() ? new Length(Integer.parseInt(share.group(1)), Unit.SHARE) : null;
        if (length == null) throw new Problem("A03", "\"" + t + "\" in \"" + whole + "\" is no size; expected a whole "
                + "number, micrometres such as 2.5um, or a share of the side such as 1/14; numbers for several "
                + "axes are separated by commas and have a decimal point.");
        if (length.value == 0)
            throw new Problem("A03", "\"" + whole + "\" has a size of 0; every size must be above 0.");
        return length;
    }

    /** Returns the size in pixels of a side, at least 1; {@code axis} names the axis in messages. */
    int pixels(int side, double micrometres, String axis) {
        return Math.max(1, Math.toIntExact(Math.min(Integer.MAX_VALUE, switch (unit) {
            case PIXELS -> (long) value;
            case MICROMETRES -> Math.round(value / calibrated(micrometres, axis));
            case SHARE -> Math.round(side / value);
        })));
    }

    /** Returns the size of a pixel; throws when it is not known. */
    double calibrated(double micrometres, String axis) {
        if (micrometres > 0 && !Double.isInfinite(micrometres)) return micrometres;
        throw new Problem("A03", this + " cannot be converted to pixels: the size of a pixel along " + axis
                + " is not known. Set it in Image > Properties..., or give the size in pixels.");
    }

    @Override
    public String toString() {
        return switch (unit) {
            case PIXELS -> String.valueOf((long) value);
            case MICROMETRES -> Numbers.plain(value) + "um";
            case SHARE -> "1/" + (long) value;
        };
    }
}
