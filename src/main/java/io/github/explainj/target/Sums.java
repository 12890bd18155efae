// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Computes scores together: each source is read once, and scores with several readings add up columns. */
final class Sums {

    private final List<Shared> sources = new ArrayList<>();
    private final int[][] columns;
    private final int width;

    /** @param scores column i of the result is score i */
    Sums(List<Score> scores) {
        columns = scores.stream().map(s -> new int[s.readings().size()]).toArray(int[][]::new);
        Map<Source, List<int[]>> bySource = new LinkedHashMap<>();
        for (int s = 0; s < columns.length; s++)
            for (int r = 0; r < columns[s].length; r++)
                bySource.computeIfAbsent(scores.get(s).readings().get(r).source(), k -> new ArrayList<>())
                        .add(new int[] {s, r});
        int next = 0;
        for (Map.Entry<Source, List<int[]>> e : bySource.entrySet()) {
            List<int[]> places = e.getValue();
            Shared shared = new Shared(e.getKey(),
                    places.stream().map(p -> scores.get(p[0]).readings().get(p[1]).weights()).toList());
            sources.add(shared);
            for (int i = 0; i < places.size(); i++)
                columns[places.get(i)[0]][places.get(i)[1]] = next + shared.column(i);
            next += places.size();
        }
        width = next;
    }

    String structure() {
        StringBuilder text = new StringBuilder();
        sources.forEach(s -> text.append(s.structure()).append("; "));
        if (maxTerms() > 1 || !Columns.isAll(width, Orders.first(columns))) text.append(Arrays.deepToString(columns));
        return text.toString();
    }

    List<Tensor> parameters() {
        return sources.stream().flatMap(s -> s.parameters().stream()).toList();
    }

    private int maxTerms() {
        return IntStream.range(0, columns.length).map(s -> columns[s].length).max().orElse(0);
    }

    /** Appends the operators; returns {@code [N, scores]}. */
    Value append(GraphBuilder graph, List<Value> fed) {
        List<Value> parts = new ArrayList<>();
        int from = 0;
        for (Shared s : sources) {
            int to = from + s.parameters().size();
            parts.add(s.append(graph, fed.subList(from, to)));
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
            parts.add(IntStream.range(0, terms)
                    .mapToObj(term -> Columns.pick(all, width, Orders.of(columns, scores, term)))
                    .reduce(Value::plus).orElseThrow());
            order.addAll(scores);
        });
        return Columns.pick(Columns.join(parts), columns.length, Orders.inverse(order));
    }
}
