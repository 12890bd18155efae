// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.benchmark;

import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;
import java.util.Random;

/**
 * ResNet-18 (He et al. 2016, arXiv:1512.03385), VGG-16 (Simonyan and Zisserman 2015,
 * arXiv:1409.1556) and MobileNetV2 (Sandler et al. 2018, arXiv:1801.04381) at 224 x 224 with seeded random weights, batch normalisation folded into the
 * convolutions as exporters do. {@code x [N, 3, 224, 224]} to {@code y [N, 1000]}.
 */
public final class BenchmarkNets {

    private static final int CLASSES = 1000;

    /** Expansion, channels, repeats and first stride of MobileNetV2's blocks. */
    private static final int[][] BLOCKS = {{1, 16, 1, 1}, {6, 24, 2, 2}, {6, 32, 3, 2}, {6, 64, 4, 2}, {6, 96, 3, 1},
        {6, 160, 3, 2}, {6, 320, 1, 1}};

    /** Channels of VGG-16's convolutions; 0 is a pool. */
    private static final int[] VGG = {64, 64, 0, 128, 128, 0, 256, 256, 256, 0, 512, 512, 512, 0, 512, 512, 512, 0};

    private final GraphBuilder graph = new GraphBuilder();
    private final Random random = new Random(18);
    private int weights;

    private BenchmarkNets() {}

    public static Graph resNet18() {
        BenchmarkNets net = new BenchmarkNets();
        Value x = net.conv(net.input(), 3, 64, 7, 2, 1).relu();
        x = net.pool(x, 3, 1);
        for (int stage = 0, in = 64; stage < 4; stage++) {
            int out = 64 << stage;
            x = net.basic(x, in, out, stage == 0 ? 1 : 2);
            x = net.basic(x, out, out, 1);
            in = out;
        }
        return net.classified(x, 512);
    }

    /** A small residual network for single-channel images of 64 x 64: {@code x [N, 1, 64, 64]} to {@code y [N, 10]}. */
    public static Graph small() {
        BenchmarkNets net = new BenchmarkNets();
        Value x = net.conv(net.graph.input("x", ElementType.FLOAT, -1, 1, 64, 64), 1, 64, 7, 2, 1).relu();
        x = net.basic(net.basic(net.pool(x, 3, 1), 64, 64, 1), 64, 64, 2);
        net.graph.output("last", x);
        net.graph.output("y", net.dense(net.graph.op("GlobalAveragePool", x).flatten(), 64, 10));
        return net.graph.build();
    }

    private Value basic(Value x, int in, int out, int stride) {
        Value same = in == out && stride == 1 ? x : conv(x, in, out, 1, stride, 1);
        return conv(conv(x, in, out, 3, stride, 1).relu(), out, out, 3, 1, 1).plus(same).relu();
    }

    public static Graph mobileNetV2() {
        BenchmarkNets net = new BenchmarkNets();
        Value x = net.conv(net.input(), 3, 32, 3, 2, 1).clip(0, 6);
        int in = 32;
        for (int[] b : BLOCKS)
            for (int i = 0; i < b[2]; i++) {
                x = net.inverted(x, in, b, i == 0 ? b[3] : 1);
                in = b[1];
            }
        return net.classified(net.conv(x, in, 1280, 1, 1, 1).clip(0, 6), 1280);
    }

    private Value inverted(Value x, int in, int[] block, int stride) {
        int wide = in * block[0];
        Value h = block[0] == 1 ? x : conv(x, in, wide, 1, 1, 1).clip(0, 6);
        h = conv(conv(h, wide, wide, 3, stride, wide).clip(0, 6), wide, block[1], 1, 1, 1);
        return stride == 1 && in == block[1] ? x.plus(h) : h;
    }

    public static Graph vgg16() {
        BenchmarkNets net = new BenchmarkNets();
        Value x = net.input();
        int in = 3;
        for (int out : VGG) {
            x = out == 0 ? net.pool(x, 2, 0) : net.conv(x, in, out, 3, 1, 1).relu();
            if (out > 0) in = out;
        }
        x = net.dense(x.flatten(), 512 * 7 * 7, 4096).relu();
        net.graph.output("y", net.dense(net.dense(x, 4096, 4096).relu(), 4096, CLASSES));
        return net.graph.build();
    }

    private Value pool(Value x, int width, int pad) {
        Attributes a = Attributes.NONE.with("kernel_shape", width, width).with("strides", 2, 2).with("pads", pad, pad, pad, pad);
        return graph.op("MaxPool", a, x);
    }

    private Value input() {
        return graph.input("x", ElementType.FLOAT, -1, 3, 224, 224);
    }

    private Value conv(Value x, int in, int out, int kernel, int stride, int groups) {
        int pad = kernel / 2;
        Attributes a = Attributes.NONE.with("kernel_shape", kernel, kernel).with("strides", stride, stride)
                .with("pads", pad, pad, pad, pad).with("group", groups);
        return graph.op("Conv", a, x, weight(in / groups * kernel * kernel, out, in / groups, kernel, kernel), weight(100, out));
    }

    private Graph classified(Value x, int channels) {
        Value pooled = graph.op("GlobalAveragePool", x).flatten();
        graph.output("y", dense(pooled, channels, CLASSES));
        return graph.build();
    }

    private Value dense(Value x, int in, int out) {
        return graph.op("Gemm", Attributes.NONE.with("transB", 1), x, weight(in, out, in), weight(100, out));
    }

    /** He initialisation: the activations keep their size through the layers. */
    private Value weight(int fanIn, int... shape) {
        Tensor t = Tensor.zeros(shape);
        double scale = Math.sqrt(2.0 / fanIn);
        for (int i = 0; i < t.size(); i++) t.data()[i] = (float) (random.nextGaussian() * scale);
        return graph.initialiser("w" + weights++, t);
    }
}
