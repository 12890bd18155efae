// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.tensor.Npy;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads numbers that numpy and scikit-learn computed. */
final class Stored {

    private static final Path FOLDER = Path.of("src", "test", "resources", "feature");

    private Stored() {}

    /** Returns rows {@code [n][D]}. */
    static float[][] rows(String name) {
        Tensor t = Npy.read(FOLDER.resolve(name + ".npy"));
        float[][] rows = new float[t.size(0)][t.size() / t.size(0)];
        for (int i = 0; i < rows.length; i++) System.arraycopy(t.data(), i * rows[i].length, rows[i], 0, rows[i].length);
        return rows;
    }

    static double[][] points(String name) {
        float[][] rows = rows(name);
        double[][] points = new double[rows.length][rows[0].length];
        for (int i = 0; i < points.length; i++) for (int d = 0; d < points[i].length; d++) points[i][d] = rows[i][d];
        return points;
    }

    /** Returns a table's lines without its header. */
    static List<String[]> csv(String name) throws IOException {
        List<String> lines = Files.readAllLines(FOLDER.resolve(name + ".csv"));
        return lines.stream().skip(1).map(l -> l.split(",")).toList();
    }
}
