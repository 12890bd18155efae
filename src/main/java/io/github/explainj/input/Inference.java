// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.Port;
import io.github.explainj.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Guesses the layout of inputs and outputs from shapes and operators, and says so.
 *
 * <p>Four and five axes are batch, channel and space. Channels are last when a Transpose moves them to
 * the front; when no operator tells, they are last if the last axis is fixed at 16 or less and the two
 * axes after the batch are free or larger than it. Three axes are batch, channel, x; or channel, y, x
 * without batch; or batch, y, x. Two are batch and x. A fixed number of rows that the first output does
 * not have is no batch: then three axes are one image with channels, two one image without.
 */
final class Inference {

    private static final int MANY_CHANNELS = 16;
    private static final Map<Character, String> WORDS = Map.of('b', "batch", 'c', "channel", 'z', "z", 'y', "y", 'x', "x",
            't', "time", 'i', "index");

    private Inference() {}

    /** Returns the layout of an input. */
    static Axes input(Graph graph, Port port) {
        int rank = port.rank();
        return new Axes(switch (rank) {
            case 0 -> "";
            case 1 -> "x";
            case 2, 3 -> few(port.dims(), graph.outputs().isEmpty() ? List.of() : graph.outputs().get(0).dims());
            case 4, 5, 6 -> image(rank, LayoutEvidence.channelsLastIn(graph, port.name(), rank)
                    .orElseGet(() -> lastIsSmall(port.dims())));
            default -> throw new Problem("M29", "The input \"" + port.name() + "\" has " + rank + " axes: " + port.shape()
                    + ". At most 6 are supported (batch, channel, time, z, y, x).");
        });
    }

    /** Returns the layout of an output of a model whose first input is laid out so. */
    static Axes output(Graph graph, Port port, Axes input) {
        int rank = port.rank();
        List<Long> dims = port.dims();
        return new Axes(switch (rank) {
            case 0 -> "";
            case 1 -> isBatch(dims.get(0)) ? "b" : "c";
            case 2 -> "bc";
            case 3 -> input.spatialRank() == 1 && input.has('c') ? "bcx" : dims.get(1) < dims.get(2) && dims.get(1) > 0 ? "bci" : "bic";
            case 4, 5, 6 -> image(rank, LayoutEvidence.channelsLastOut(graph, port.name(), rank)
                    .orElseGet(() -> isLast(input) && lastIsSmall(dims)));
            default -> throw new Problem("M29", "The output \"" + port.name() + "\" has " + rank + " axes: " + port.shape()
                    + ". At most 6 are supported.");
        });
    }

    private static String image(int rank, boolean channelsLast) {
        String space = "tzyx".substring(6 - rank);
        return channelsLast ? "b" + space + "c" : "bc" + space;
    }

    private static boolean isLast(Axes input) {
        return input.has('c') && input.index('c') == input.rank() - 1;
    }

    private static boolean isBatch(long dim) {
        return dim == -1 || dim == 1;
    }

    private static String three(List<Long> dims) {
        long first = dims.get(0);
        if (!isBatch(first) && first <= MANY_CHANNELS && isLarge(dims.get(1)) && isLarge(dims.get(2))) return "cyx";
        if (!isBatch(first) && dims.get(2) > 0 && dims.get(2) <= 4 && first > MANY_CHANNELS) return "yxc";
        return dims.get(1) > MANY_CHANNELS && isLarge(dims.get(2)) ? "byx" : "bcx";
    }

    /** Lays out two or three axes; the first output's rows tell whether the first axis may be samples. */
    static String few(List<Long> dims, List<Long> output) {
        long rows = dims.get(0);
        boolean samples = isBatch(rows) || output.isEmpty() || output.get(0) < 0 || output.get(0) == rows;
        if (dims.size() == 2) return samples ? "bx" : "yx";
        return samples ? three(dims) : one(dims);
    }

    /** Lays out one image without a batch axis: the channels are the smaller end. */
    private static String one(List<Long> dims) {
        return dims.get(2) > 0 && dims.get(2) < dims.get(0) ? "yxc" : "cyx";
    }

    private static boolean isLarge(long dim) {
        return dim < 0 || dim > MANY_CHANNELS;
    }

    private static boolean lastIsSmall(List<Long> dims) {
        long last = dims.get(dims.size() - 1);
        if (last < 1 || last > MANY_CHANNELS) return false;
        return dims.subList(1, 3).stream().allMatch(d -> d < 0 || d > last);
    }

    /** Says what was concluded, with the shape. */
    static String remark(String what, Port port, Axes axes) {
        if (port.rank() == 0) return what + " \"" + port.name() + "\" has no axes or none that the model declares.";
        return what + " \"" + port.name() + "\" " + port.shape() + " is taken as "
                + axes.letters().chars().mapToObj(a -> WORDS.get((char) a)).collect(Collectors.joining(", ")) + ".";
    }
}
