// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Computes scores together: each source is read once, in at most two blocks (single elements, and
 * weighted sums), and scores with several readings add up columns.
 */
final class Sums {

    private final List<Block> blocks = new ArrayList<>();
    private final int[][] columns;
    private final int width;

    /** @param scores at least one; column i of the result is score i */
    Sums(List<Score> scores) {
        columns = scores.stream().map(s -> new int[s.readings().size()]).toArray(int[][]::new);
        Map<Source, List<int[]>> bySource = new LinkedHashMap<>();
        for (int s = 0; s < columns.length; s++)
            for (int r = 0; r < columns[s].length; r++)
                bySource.computeIfAbsent(scores.get(s).readings().get(r).source(), k -> new ArrayList<>())
                        .add(new int[] {s, r});
        int[] next = {0};
        bySource.forEach((source, places) -> {
            add(source, true, places, scores, next);
            add(source, false, places, scores, next);
        });
        width = next[0];
    }

    private void add(Source source, boolean elements, List<int[]> places, List<Score> scores, int[] next) {
        List<Weights> weights = new ArrayList<>();
        for (int[] p : places) {
            Weights w = scores.get(p[0]).readings().get(p[1]).weights();
            if (w.isElement() != elements) continue;
            weights.add(w);
            columns[p[0]][p[1]] = next[0]++;
        }
        if (weights.isEmpty()) return;
        Block.Form form = elements ? Block.Form.ELEMENTS : Block.form(source, weights);
        blocks.add(new Block(source, form, List.copyOf(weights)));
    }

    String structure() {
        StringBuilder text = new StringBuilder();
        blocks.forEach(b -> text.append(b.structure()).append("; "));
        int[] single = Orders.first(columns);
        if (maxTerms() > 1 || !Columns.isAll(width, single)) text.append(java.util.Arrays.deepToString(columns));
        return text.toString();
    }

    List<Tensor> parameters() {
        return blocks.stream().flatMap(b -> b.parameters().stream()).toList();
    }

    private int maxTerms() {
        return IntStream.range(0, columns.length).map(s -> columns[s].length).max().orElse(0);
    }

    /** Appends the operators; returns {@code [N, scores]}. */
    Value append(GraphBuilder graph, List<Value> parameters) {
        List<Value> parts = new ArrayList<>();
        int from = 0;
        for (Block b : blocks) {
            int to = from + b.parameters().size();
            parts.add(b.append(graph, parameters.subList(from, to)));
            from = to;
        }
        return maxTerms() == 1
                ? Columns.pick(Columns.join(parts), width, Orders.first(columns))
                : added(Columns.join(parts));
    }

    /** Adds up scores of equally many terms together. */
    private Value added(Value all) {
        Map<Integer, List<Integer>> byTerms = new TreeMap<>();
        for (int s = 0; s < columns.length; s++)
            byTerms.computeIfAbsent(columns[s].length, k -> new ArrayList<>()).add(s);
        List<Value> parts = new ArrayList<>();
        List<Integer> order = new ArrayList<>();
        byTerms.forEach((terms, scores) -> {
            Value sum = null;
            for (int term = 0; term < terms; term++) {
                Value column = Columns.pick(all, width, Orders.of(columns, scores, term));
                sum = sum == null ? column : sum.plus(column);
            }
            parts.add(sum);
            order.addAll(scores);
        });
        return Columns.pick(Columns.join(parts), columns.length, Orders.inverse(order));
    }
}
