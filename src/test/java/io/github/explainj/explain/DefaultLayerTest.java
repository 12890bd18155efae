// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.Explain;
import io.github.explainj.Options;
import io.github.explainj.ReferenceCase;
import io.github.explainj.Request;
import io.github.explainj.Shared;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.input.InputCard;
import io.github.explainj.onnx.ReceptiveField;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.probe.Device;
import io.github.explainj.probe.Network;
import io.github.explainj.probe.Progress;
import io.github.explainj.probe.Sample;
import io.github.explainj.registry.Json;
import io.github.explainj.tensor.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which layer is taken when none is named, for every reference model. */
class DefaultLayerTest {

    /** The layer that one would point at in a picture of the network. */
    private static final Map<String, String> EXPECTED = Map.ofEntries(
            Map.entry("acts_a_op12", "\"/a.6/Sigmoid_output_0\" [1, 12, 8, 8] stride 4, 4"),
            Map.entry("densenet_bn_op11", "\"/relu_last/Relu_output_0\" [1, 53, 2, 2] stride 32, 32"),
            Map.entry("efficientnet_b0_op14", "\"/features/features.8/features.8.2/Mul_output_0\" [1, 160, 2, 2] stride 32, 32"),
            Map.entry("fcn_op12", "\"/head/head.2/Relu_output_0\" [1, 24, 4, 4] stride 16, 16"),
            Map.entry("keras_cnn_nhwc_op13", "\"functional_1/lastconv_1/Relu:0\" [1, 24, 10, 6] stride 4, 4"),
            Map.entry("keras_unet_nhwc_op11", "\"functional_4_1/bottleneck_1/Relu:0\" [1, 24, 8, 12] stride 4, 4"),
            Map.entry("keypoint_op11", "\"/enc/enc.7/enc.7.0/relu_1/Relu_output_0\" [1, 64, 2, 2] stride 32, 32"),
            Map.entry("lrn_inception_op10", "\"/Concat_2_output_0\" [1, 84, 4, 4] stride 16, 16"),
            Map.entry("micro1ch_op12", "\"/8/Relu_output_0\" [1, 36, 12, 12] stride 4, 4"),
            Map.entry("mobilenet_v2_op13_dyn", "\"/features/features.10/features.10.2/Clip_output_0\" [1, 1280, 2, 2] stride 32, 32"),
            Map.entry("real_bioimageio_unet2d_nuclei_broad", "\"/base/base.2/Relu_output_0\" [1, 128, 64, 64] stride 8, 8"),
            Map.entry("real_light_bvlc_alexnet", "\"r13\" [1, 256, 12, 12] stride 16, 16"),
            Map.entry("real_light_squeezenet", "\"r64\" [1, 1000, 13, 13] stride 16, 16"),
            Map.entry("real_mnist_cntk", "\"ReLU114_Output_0\" [1, 16, 14, 14] stride 2, 2"),
            Map.entry("real_ultraface_rfb320", "\"314\" [1, 64, 30, 40] stride 8, 8"),
            Map.entry("resnet18_bn_dyn_op13", "\"/layer4/layer4.1/relu_1/Relu_output_0\" [1, 48, 2, 2] stride 32, 32"),
            Map.entry("resnet18_op11", "\"/layer4/layer4.1/relu_1/Relu_output_0\" [1, 64, 2, 2] stride 32, 32"),
            Map.entry("squeezenet_op9", "\"/classifier/classifier.2/Relu_output_0\" [1, 10, 3, 3] stride 16, 16"),
            Map.entry("unet_bilinear_op13", "\"/mid/mid.5/LeakyRelu_output_0\" [1, 48, 6, 7] stride 8, 8"),
            Map.entry("unet_deconv_op11", "\"/mid/mid.5/Relu_output_0\" [1, 64, 8, 8] stride 8, 8"),
            Map.entry("vgg11_op12", "\"/features/features.19/Relu_output_0\" [1, 64, 4, 4] stride 16, 16"),
            Map.entry("vit_op14", "\"/n1_2/Add_1_output_0\" [1, 17, 48] stride 8, 8"));

    @Test
    void everyReferenceModelHasASensibleOne() throws IOException {
        List<Path> folders;
        try (Stream<Path> all = Files.list(Shared.folder("cases"))) {
            folders = all.filter(d -> Files.exists(d.resolve("model.onnx")) && Files.exists(d.resolve("reference"))).sorted().toList();
        }
        Map<String, String> found = new TreeMap<>();
        for (Path folder : folders) {
            String name = folder.getFileName().toString();
            FeatureMap layer = layer(folder);
            found.put(name, CamLayers.describe(layer));
            System.out.printf("%-45s %s%s%n", name, CamLayers.describe(layer), layer.isTokens() ? " tokens " + layer.grid() : "");
        }
        EXPECTED.forEach((name, layer) -> assertEquals(layer, found.get(name), name));
        assertEquals(folders.size(), found.size());
    }

    /** Scaling a token before its normalisation changes nothing, so gradient times token adds up to nothing. */
    @Test
    void tokensBeforeANormalisationHaveNoHiresCamAndTheDefaultLayerHas() {
        ReferenceCase c = ReferenceCase.of(Shared.folder("cases").resolve("vit_op14"));
        try (Explain explain = c.open()) {
            assertTrue(largest(explain, c, new HiresCam()) > 1e-3);
            assertTrue(largest(explain, c, new HiresCam("/Add_4_output_0", Align.CENTRES)) < 1e-5);
        }
    }

    private static double largest(Explain explain, ReferenceCase c, Explainer method) {
        Finding found = explain.explain(c.input(explain), new Request(List.of(method), List.of(c.target()), ImageRegions.NONE,
                Progress.NONE, new Cancellation())).get(0).findings().get(0);
        System.out.println(found.facts());
        return Math.max(Math.abs((double) found.facts().get("map_min")), Math.abs((double) found.facts().get("map_max")));
    }

    private static FeatureMap layer(Path folder) throws IOException {
        Map<String, Object> facts = Json.readObject("case.json", Files.readString(folder.resolve("case.json")));
        String read = (String) ((Map<?, ?>) facts.get("target")).get("output");
        try (Explain explain = Explain.open(folder.resolve("model.onnx"), new Options(Device.CPU, Map.of(), null))) {
            InputCard card = explain.card().inputs().get(0);
            Sample sample = Sample.of(card.axes().canonical(Npy.read(folder.resolve("reference/input.npy"))));
            Map<String, List<Long>> shapes = explain.model().shapes(sample);
            List<Integer> spatial = IntStream.range(0, card.axes().rank())
                    .filter(a -> "zyx".indexOf(card.axes().letters().charAt(a)) >= 0).boxed().toList();
            Network network = new Network(explain.graph(), card.name(), spatial, shapes,
                    ReceptiveField.of(explain.graph(), shapes, card.name()), List.of(new FakeNetwork.Reads(read)));
            return CamLayers.of(network, "").of(0).get(0);
        }
    }
}
