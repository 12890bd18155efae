// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.explain.Finding;
import io.github.explainj.onnx.Node;
import io.github.explainj.onnx.Port;
import io.github.explainj.probe.Device;
import io.github.explainj.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of layers of every reference model: complete, and with the shapes that onnx's own inference finds. */
class ModelReportTest {

    @Test
    @SuppressWarnings("unchecked")
    void everyTensorIsListedWithItsShape() throws IOException {
        // made by onnx.shape_inference of onnx 1.12 for a batch of one: every fifth tensor and all outputs
        Map<String, String> expected = new HashMap<>();
        for (String line : Files.readAllLines(Path.of("src/test/resources/layers/shapes.csv")))
            expected.put(line.substring(0, line.lastIndexOf(',')), line.substring(line.lastIndexOf(',') + 1));
        List<String> wrong = new ArrayList<>();
        int compared = 0;
        for (ReferenceCase c : ReferenceCase.all())
            try (Explain explain = c.open()) {
                Map<String, Object> json = new ModelReport(explain).json();
                List<Map<String, Object>> rows = (List<Map<String, Object>>) json.get("layers");
                assertEquals(tensors(explain), rows.stream().map(r -> (String) r.get("tensor")).toList(), c.name());
                for (Map<String, Object> r : rows) {
                    String known = expected.get(c.name() + "," + r.get("tensor"));
                    if (known == null) continue;
                    compared++;
                    String ours = Sizes.shape((List<?>) r.get("shape"));
                    if (!known.equals(ours)) wrong.add(c.name() + " " + r.get("tensor") + " " + ours + ", expected " + known);
                }
                compareTotals(rows, (Map<String, Object>) json.get("totals"));
            }
        assertEquals(List.of(), wrong);
        assertTrue(compared >= 280, compared + " shapes");
    }

    /** Returns the inputs and all that nodes make from them or from weights. */
    private static List<String> tensors(Explain explain) {
        Set<String> fed = explain.graph().inputs().stream().map(Port::name).collect(Collectors.toCollection(HashSet::new));
        Set<String> weights = new HashSet<>(explain.graph().initialisers());
        weights.removeIf(w -> explain.graph().initialiserDims(w).orElseThrow().isEmpty()
                || explain.graph().initialiserType(w).orElseThrow().toString().equals("int64"));
        List<String> names = explain.graph().inputs().stream().map(Port::name).collect(Collectors.toCollection(ArrayList::new));
        for (Node n : explain.graph().nodes()) {
            boolean isFed = n.reads().stream().anyMatch(fed::contains);
            if (isFed) fed.addAll(n.outputs());
            else if (n.reads().stream().anyMatch(weights::contains)) weights.addAll(n.outputs());
            else continue;
            n.outputs().stream().filter(o -> !o.isEmpty()).forEach(names::add);
        }
        return names;
    }

    private static void compareTotals(List<Map<String, Object>> rows, Map<String, Object> totals) {
        for (String key : List.of("parameters", "multiply_adds"))
            assertEquals(rows.stream().mapToLong(r -> ((Number) r.get(key)).longValue()).sum(), totals.get(key));
        assertEquals(rows.size(), totals.get("tensors"));
    }

    @Test
    void rowsAndColumnsKeepTheirOrderInChannelsLastModels() {
        ReferenceCase c = ReferenceCase.of(Shared.folder("cases").resolve("keras_cnn_nhwc_op13"));
        try (Explain explain = c.open()) {
            Map<?, ?> last = row(explain, "functional_1/lastconv_1/Relu:0");
            assertEquals(List.of(1L, 24L, 10L, 6L), last.get("shape"));
            // strides 2 and 2; windows 3, depthwise 3, and 4 x 6 without padding
            assertEquals(List.of(19L, 27L), last.get("receptive_field"));
            assertEquals(List.of(4L, 4L), last.get("stride"));
            assertEquals(List.of(7L, 11L), last.get("offset"));
            assertEquals(true, last.get("grad_cam"));
            assertEquals(false, row(explain, "Identity:0").get("grad_cam"));
        }
    }

    private static Map<?, ?> row(Explain explain, String tensor) {
        return ((List<?>) new ModelReport(explain).json().get("layers")).stream().map(r -> (Map<?, ?>) r)
                .filter(r -> r.get("tensor").equals(tensor)).findFirst().orElseThrow();
    }

    @Test
    void sizesAreThoseThatWereAskedFor() {
        try (Explain explain = Explain.open(Path.of("test-models/unet.onnx"), new Options(Device.CPU, Map.of(), null))) {
            String output = explain.graph().outputs().get(0).name();
            Finding.Scores table = new ModelReport(explain, List.of(48, 80)).layers();
            List<Object> last = table.rows().stream().filter(r -> r.get(0).equals(output)).findFirst().orElseThrow();
            assertTrue(((String) last.get(table.columns().indexOf("shape"))).endsWith("x48x80"), last.toString());
            assertEquals(1L, last.get(table.columns().indexOf("stride_x")));
            Problem p = assertThrows(Problem.class, () -> new ModelReport(explain, List.of(48)));
            assertEquals("A06", p.code());
        }
    }

    @Test
    void linesFitTheTerminalAndChoicesNameWhatTheyAre() {
        try (Explain explain = Explain.open(Path.of("test-models/puncta.onnx"), new Options(Device.CPU, Map.of(), null))) {
            String text = new ModelReport(explain).text();
            List<String> table = text.lines().dropWhile(l -> !l.startsWith("layer ")).takeWhile(l -> !l.isEmpty()).toList();
            assertEquals(explain.graph().tensors().size() + 2, table.size(), text);
            assertTrue(table.stream().allMatch(l -> l.length() <= 120), text);
            List<LayerChoice> choices = explain.layers();
            LayerChoice conv = choices.stream().filter(LayerChoice::hasWeights).findFirst().orElseThrow();
            assertTrue(conv.gradCam() && conv.line().matches(".*  Conv  \\[1, .*\\]  stride \\d.*, field \\d.*"), conv.line());
            assertFalse(choices.get(choices.size() - 1).gradCam(), "the scores have no cells");
        }
    }
}
