// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Einsum: the gradient of an operand is the Einsum of dy and the other operands, with the operand's own
 * letters as the result. A letter that only the operand has was summed over, and is repeated again; one
 * that it has twice took a diagonal, and what is not on it gets zeros.
 */
final class EinsumRule implements GradientRule {

    @Override
    public List<Value> apply(Step s) {
        int count = s.node().inputs().size();
        Subscripts letters = Subscripts.of(s.node().text("equation", ""), IntStream.range(0, count).mapToObj(s::rank).toList());
        List<Value> all = new ArrayList<>();
        for (int i = 0; i < count; i++) all.add(s.wants(i) ? gradient(s, letters, i) : null);
        return all;
    }

    /** A factor of a product: a tensor, one letter per axis, and its sizes. */
    private record Factor(Value value, String letters, List<Long> sizes) {}

    private static Value gradient(Step s, Subscripts letters, int operand) {
        List<Factor> factors = new ArrayList<>();
        // Einsum knows no operand without axes
        if (!letters.result().isEmpty()) factors.add(new Factor(s.dy(), letters.result(), s.outputShape(0)));
        for (int i = 0; i < letters.operands().size(); i++)
            if (i != operand) factors.add(new Factor(s.x(i), letters.operands().get(i), s.shape(i)));
        String own = letters.operands().get(operand);
        String kept = distinct(own).chars().filter(c -> factors.stream().anyMatch(f -> f.letters().indexOf(c) >= 0))
                .mapToObj(Character::toString).collect(Collectors.joining());
        Value product = factors.isEmpty() ? s.dy() : product(s, factors, kept);
        if (letters.result().isEmpty() && !factors.isEmpty()) product = product.times(s.dy());
        return placed(s.x(operand), s.shape(operand), own, new Factor(product, kept, sizes(factors, kept)));
    }

    private static Value product(Step s, List<Factor> factors, String result) {
        if (factors.size() == 1 && factors.get(0).letters().equals(result)) return factors.get(0).value();
        String equation = factors.stream().map(Factor::letters).collect(Collectors.joining(",")) + "->" + result;
        return s.graph().op("Einsum", Attributes.NONE.with("equation", equation),
                factors.stream().map(Factor::value).toArray(Value[]::new));
    }

    /** Returns the sizes that letters have in a product; a size of 1 is broadcast. */
    private static List<Long> sizes(List<Factor> factors, String letters) {
        return letters.chars().mapToObj(c -> factors.stream().filter(f -> f.letters().indexOf(c) >= 0)
                .map(f -> f.sizes().get(f.letters().indexOf(c))).filter(size -> size != 1).findFirst().orElse(1L)).toList();
    }

    /** Gives a product the shape of the operand x, whose letters are {@code own}. */
    private static Value placed(Value x, List<Long> shape, String own, Factor product) {
        List<Long> from = new ArrayList<>();
        List<Long> to = new ArrayList<>();
        long[] absent = IntStream.range(0, own.length())
                .filter(a -> own.indexOf(own.charAt(a)) < a || product.letters().indexOf(own.charAt(a)) < 0)
                .asLongStream().toArray();
        for (int a = 0; a < own.length(); a++) {
            int at = product.letters().indexOf(own.charAt(a));
            boolean first = own.indexOf(own.charAt(a)) == a;
            from.add(at < 0 || !first ? 1L : product.sizes().get(at));
            to.add(first ? shape.get(a) : 1L);
        }
        Value full = absent.length == 0 ? product.value() : product.value().unsqueeze(absent);
        Value summed = diagonal(x, own, Broadcast.undo(full, from, to));
        boolean complete = from.stream().noneMatch(size -> size == 1) || from.equals(shape);
        return complete ? summed : summed.expandedLike(x);
    }

    /** Keeps what lies on the diagonals of repeated letters. */
    private static Value diagonal(Value x, String own, Value gradient) {
        Value masked = gradient;
        for (int a = 0; a < own.length(); a++) {
            int first = own.indexOf(own.charAt(a));
            if (first < a) masked = masked.times(positions(x, first, own.length()).equal(positions(x, a, own.length())).asFloat());
        }
        return masked;
    }

    /** Returns 0, 1, 2, ... along one axis of x, with size 1 along the others. */
    private static Value positions(Value x, int axis, int rank) {
        Value none = x.builder().integers(0).squeeze(0);
        Value size = x.shape().gather(x.builder().integers(axis).squeeze(0), 0);
        Value range = x.builder().op("Range", none, size, x.builder().integers(1).squeeze(0));
        long[] others = IntStream.range(0, rank).filter(a -> a != axis).asLongStream().toArray();
        return range.unsqueeze(others);
    }

    private static String distinct(String letters) {
        return letters.chars().distinct().mapToObj(Character::toString).collect(Collectors.joining());
    }
}
