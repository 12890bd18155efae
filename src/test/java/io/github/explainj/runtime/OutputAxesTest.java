// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.explainj.input.Axes;
import io.github.explainj.input.ModelCard;
import io.github.explainj.input.OutputCard;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.probe.Device;
import io.github.explainj.probe.Sample;
import io.github.explainj.target.Targets;
import io.github.explainj.target.Unperturbed;
import io.github.explainj.target.ModelFacts;
import io.github.explainj.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutputAxesTest {

    @Test
    void targetsFindTheChannelsOfAnOutputThatHasThemLast() {
        GraphBuilder b = new GraphBuilder();
        b.output("y", b.input("x", ElementType.FLOAT, -1, 2, 3, 2).identity());
        Graph graph = b.build();
        ModelCard card = Nets.card(graph, "byxc");
        OutputCard output = new OutputCard("y", new Axes("byxc"), List.of(), "none", null, Optional.empty());
        ModelCard last = new ModelCard(card.name(), "", "", List.of(), card.weights(), "inferred", card.inputs(),
                List.of(output), List.of());
        Tensor x = new Tensor(new float[] {1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60}, 1, 2, 2, 3);
        try (OrtModel model = OrtModel.open(graph, last, Device.CPU)) {
            Unperturbed run = run(model, Sample.of(x));
            assertEquals(35, model.probe(List.of(Targets.parse("mean:1").resolve(run))).score(Sample.of(x))[0], 1e-4);
        }
    }

    private static Unperturbed run(OrtModel model, Sample sample) {
        return new Unperturbed() {
            @Override
            public ModelFacts facts() {
                return model.facts();
            }

            @Override
            public Tensor value(String tensor) {
                return model.run(sample, List.of(tensor)).get(tensor);
            }

            @Override
            public Tensor region(String file) {
                throw new AssertionError("no region is asked for");
            }

            @Override
            public Tensor reference(String file, String tensor) {
                throw new AssertionError("no reference is asked for");
            }
        };
    }
}
