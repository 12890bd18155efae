// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A network that one solves by hand: {@code y = sum of w x}, as one class. */
public final class LinearNet {

    private LinearNet() {}

    /** Writes the network as an ONNX file; {@code shape} is its input's, -1 for what may differ. */
    public static Path write(Path file, Tensor weights, long... shape) {
        GraphBuilder b = new GraphBuilder();
        Value product = b.input("x", ElementType.FLOAT, shape).times(b.initialiser("w", weights));
        b.output("y", product.flatten().sum(true, 1));
        try {
            return Files.write(file, b.build().bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns small whole numbers of both signs, so that sums of their products are exact in float32. */
    public static Tensor weights(int... shape) {
        Tensor t = Tensor.zeros(shape);
        for (int i = 0; i < t.size(); i++) t.data()[i] = i * 7 % 11 - 5;
        return t;
    }
}
