// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Node;
import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeadTest {

    private static Head head(Ran model, String... specs) {
        return Head.of(Arrays.stream(specs).map(model::resolve).toList());
    }

    private static long count(Ran model, String op, Head head) {
        GraphBuilder b = new GraphBuilder(model.facts().graph());
        head.append(b, head.inputs(b));
        return b.build().nodes().stream().map(Node::op).filter(op::equals).count();
    }

    @Test
    void allClassesShareOneStructure() {
        Ran model = Nets.echo(Nets.row(1, 2, 3));
        assertEquals(head(model, "class:0").structure(), head(model, "class:2").structure());
        assertEquals(head(model, "class:0 - class:1").structure(), head(model, "class:2 - class:0").structure());
        assertEquals(head(model, "logodds:0").structure(), head(model, "logodds:2").structure());
        assertEquals(head(model, "prob:0").structure(), head(model, "prob:2").structure());
        assertNotEquals(head(model, "prob:0").structure(), head(model, "class:0").structure());
        assertNotEquals(head(model, "class:0").structure(), head(model, "class:0@x").structure());
    }

    @Test
    void oneGraphScoresAnotherClassByItsNumbersAlone() {
        Ran model = Nets.echo(Nets.row(1, -2, 3));
        Head built = head(model, "logodds:0", "class:0 * class:1", "class:0 - 2*class:1");
        GraphBuilder b = new GraphBuilder(model.facts().graph());
        b.clearOutputs();
        b.output("s", built.append(b, built.inputs(b)));
        Graph graph = b.build();
        Head other = head(model, "logodds:2", "class:2 * class:0", "class:1 - 2*class:2");
        assertEquals(built.structure(), other.structure());
        Map<String, Tensor> fed = new java.util.HashMap<>(Map.of("x", Nets.row(1, -2, 3)));
        for (int i = 0; i < other.names().size(); i++) fed.put(other.names().get(i), other.parameters().get(i));
        assertArrayEquals(new float[] {3 - (float) Math.log(Math.exp(1) + Math.exp(-2)), 3, -8},
                Ran.run(graph, fed, "s").data(), 1e-5f);
    }

    @Test
    void manyRegionsCostOneProduct() {
        Tensor x = Nets.counting(1, 1, 40, 40);
        Ran model = Nets.echo(x);
        String[] specs = IntStream.range(0, 125).mapToObj(i -> "region:0:r" + i).toArray(String[]::new);
        for (int i = 0; i < 125; i++) {
            Tensor mask = Tensor.zeros(1, 1, 40, 40);
            for (int p = 0; p <= i % 3; p++) mask.data()[11 * i + p] = 1;
            model.region("r" + i, mask);
        }
        float[] scores = model.scores(specs);
        for (int i = 0; i < 125; i++) assertEquals(11 * i + (i % 3) / 2.0, scores[i], 1e-3);
        assertEquals(1, count(model, "Flatten", head(model, specs)));
        assertTrue(head(model, specs).structure().contains("ROWS"));
        assertEquals(2, head(model, specs).parameters().size());
    }

    @Test
    void channelsThatCoverEverythingAreOneMatrixProduct() {
        Ran model = Nets.echo(Nets.counting(1, 3, 2, 2));
        Head head = head(model, "mean:0", "sum:1", "mean:2");
        assertEquals(1, count(model, "MatMul", head));
        assertEquals(0, count(model, "Gather", head));
        assertArrayEquals(new float[] {1.5f, 22, 9.5f}, model.scores("mean:0", "sum:1", "mean:2"), 1e-5f);
    }

    @Test
    void columnsComeInTheOrderOfTheTargets() {
        Ran model = Nets.made(x -> x.relu().plus(100), Nets.counting(1, 2, 2, 2));
        String inner = model.facts().graph().nodes().get(0).outputs().get(0);
        String[] specs = {"mean:1", "index:0,0,1@" + inner, "mean:0 - mean:1@" + inner, "index:1,1,1", "sum:0@" + inner,
                "mean:0 * sum:0@" + inner, "mean:1", "index:0,0,0 + mean:0@x + index:1,1,1@" + inner};
        float[] together = model.scores(specs);
        for (int i = 0; i < specs.length; i++) assertEquals(model.score(specs[i]), together[i], 1e-4, specs[i]);
        assertArrayEquals(new float[] {105.5f, 1, 101.5f - 5.5f, 107, 6, 101.5f * 6, 105.5f, 100 + 1.5f + 7}, together, 1e-3f);
    }

    @Test
    void aBatchIsScoredSampleBySample() {
        Tensor batch = Nets.counting(3, 2, 2, 3);
        batch.data()[20] = Float.NaN;
        Ran model = Nets.echo(batch.sample(0)).region("m", new Tensor(new float[] {1, 0, 0, 0, 0, 1}, 1, 1, 2, 3));
        String[] specs = {"mean:1", "peak:0", "region:0:m", "mean:0 * index:0,0,0", "argmax_x:1", "class:0@flat"};
        List<Resolved> targets = Arrays.stream(specs).limit(5).map(model::resolve).toList();
        Tensor all = model.head(targets, Map.of("x", batch));
        assertArrayEquals(new int[] {3, 5}, all.shape());
        for (int n = 0; n < 3; n++)
            assertArrayEquals(model.head(targets, Map.of("x", batch.sample(n))).data(),
                    Arrays.copyOfRange(all.data(), 5 * n, 5 * n + 5), "sample " + n);
    }

    @Test
    void nothingElseCanSpoilARegion() {
        float[] v = new float[24];
        Arrays.fill(v, Float.POSITIVE_INFINITY);
        v[20] = 3;
        v[21] = 5;
        Tensor mask = Tensor.zeros(1, 1, 4, 6);
        mask.data()[20] = 1;
        mask.data()[21] = 1;
        assertEquals(4, Nets.echo(new Tensor(v, 1, 1, 4, 6)).region("m", mask).score("region:0:m"));
    }

    @Test
    void positionsBeyondWhatAFloatCountsAreExact() {
        int[] positions = {0, 1, (1 << 24) + 1, 123_456_789, Integer.MAX_VALUE};
        GraphBuilder b = new GraphBuilder(7);
        Value parts = b.input("parts", ElementType.FLOAT, 2, -1);
        b.output("rest", Positions.indices(parts).minus(b.integers(positions[0], positions[1], positions[2],
                positions[3], positions[4])).cast(ElementType.FLOAT));
        assertArrayEquals(new float[5], Ran.run(b.build(), Map.of("parts", Positions.tensor(positions)), "rest").data());
    }

    @Test
    void everyOperatorExistsInOldAndNewOperatorSets() {
        Tensor x = Nets.counting(1, 3, 2, 2);
        String[] specs = {"mean:0", "index:1,1,1", "prob:1", "logodds:2", "class:1", "similar:r", "argmax_x:2",
                "region:1", "mean:0 * mean:1 - 3*sum:2", "index:0,0,0 - mean:2@x"};
        List<Float> first = null;
        for (int opset = 7; opset <= 21; opset++) {
            Ran model = Nets.made(opset, v -> v.plus(1), x).reference("r", Nets.counting(1, 3, 2, 2))
                    .region("", new Tensor(new float[] {0, 1, 1, 0}, 1, 1, 2, 2));
            List<Float> scores = new ArrayList<>();
            for (float s : model.scores(specs)) scores.add(s);
            if (first == null) first = scores;
            assertEquals(first, scores, "operator set " + opset);
        }
        assertEquals(1 + 0.5f * (5 + 6), first.get(4));
    }

    /** A target that knows nothing of readings, as one of another package would. */
    record Doubled(String tensor) implements Target {
        @Override
        public String spec() {
            return "mean:0@" + tensor;
        }

        @Override
        public List<String> tensors(ModelFacts facts) {
            return List.of(tensor);
        }

        @Override
        public Resolved resolve(Unperturbed run) {
            return new Resolved() {
                @Override
                public String describe() {
                    return "doubled";
                }

                @Override
                public String spec() {
                    return Doubled.this.spec();
                }

                @Override
                public String structure() {
                    return "doubled " + tensor;
                }

                @Override
                public List<Tensor> parameters() {
                    return List.of(Tensor.full(2, 1));
                }

                @Override
                public Value attach(GraphBuilder graph, List<Value> parameters) {
                    return graph.value(tensor).times(parameters.get(0)).sum(false, 1);
                }

                @Override
                public Map<String, Object> facts() {
                    return Map.of("form", "value");
                }
            };
        }
    }

    @Test
    void foreignTargetsComposeAndShareTheRun() {
        Ran model = Nets.echo(Nets.row(1, 2, 3));
        Target foreign = new Doubled("y");
        List<Resolved> targets = List.of(model.resolve("class:2"), foreign.resolve(model),
                foreign.times(Targets.parse("class:1")).plus(foreign.times(-1)).resolve(model));
        assertArrayEquals(new float[] {3, 12, 24 - 12}, model.head(targets, Map.of("x", Nets.row(1, 2, 3))).data(), 1e-6f);
    }

    @Test
    void oneTargetAttachesAlone() {
        Ran model = Nets.echo(Nets.row(1, 2, 3));
        for (String spec : List.of("class:1", "class:1 * class:2", "class:0 - prob:1")) {
            Resolved target = model.resolve(spec);
            GraphBuilder b = new GraphBuilder(model.facts().graph());
            b.clearOutputs();
            List<Value> fed = target.parameters().stream().map(b::constant).toList();
            b.output("s", target.attach(b, fed));
            Tensor scores = Ran.run(b.build(), Map.of("x", new Tensor(new float[] {1, 2, 3, 1, 2, 3}, 2, 3)), "s");
            assertArrayEquals(new int[] {2}, scores.shape());
            assertEquals(model.score(spec), scores.data()[1], 1e-6);
        }
    }

    @Test
    void aHeadOfNoTargetsIsNotAppended() {
        assertThrows(IllegalStateException.class, () -> Head.of(List.of()).append(null, List.of()));
    }
}
