// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

import com.google.auto.service.AutoService;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.About;
import io.github.explainj.tensor.Npy;
import io.github.explainj.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Fills with another image, in raw intensities; its text form is the file's path. A {@code .npy} file
 * holds {@code [spatial...]}, {@code [C, spatial...]} or {@code [1, C, spatial...]} on the model's grid.
 *
 * @param file an image that ImageJ can read, of the size of the explained one, or a .npy file
 */
@AutoService(Fill.class)
@About("Replaces hidden pixels by those of another image.")
public record ImageFill(@About("Image file, or .npy file on the model's grid.") String file) implements Fill {

    public ImageFill() {
        this("");
    }

    @Override
    public Tensor values(Scene scene) {
        if (file.isEmpty() || !Files.isRegularFile(Path.of(file)))
            throw new Problem("A04", "The fill " + file + " is not possible: there is no such file. Check the path.");
        boolean npy = file.toLowerCase(java.util.Locale.ROOT).endsWith(".npy");
        Tensor image = npy ? like(scene.raw(), Npy.read(Path.of(file))) : scene.images().apply(Path.of(file));
        if (!Arrays.equals(image.shape(), scene.raw().shape())) throw otherShape(scene.raw(), image);
        for (float v : image.data())
            if (!Float.isFinite(v)) throw new Problem("A04", "The fill " + file + " holds the value " + v
                    + "; every pixel must be a finite number. Correct the file.");
        return image;
    }

    private Tensor like(Tensor raw, Tensor given) {
        int[] shape = raw.shape();
        if (given.size() == raw.size() && endsWith(shape, given.shape())) return given.reshaped(shape);
        if (!Arrays.equals(given.shape(), raw.spatial())) throw otherShape(raw, given);
        Tensor all = Tensor.zeros(shape);
        int size = given.size();
        for (int c = 0; c < raw.channels(); c++) System.arraycopy(given.data(), 0, all.data(), c * size, size);
        return all;
    }

    private static boolean endsWith(int[] shape, int[] end) {
        return end.length <= shape.length
                && Arrays.equals(shape, shape.length - end.length, shape.length, end, 0, end.length);
    }

    private Problem otherShape(Tensor raw, Tensor given) {
        return new Problem("A04", "The fill " + file + " has the shape " + Arrays.toString(given.shape())
                + ", and what the model sees has " + Arrays.toString(raw.shape())
                + " (1, channels, space). Give a file of the same size.");
    }

    @Override
    public String describe(Scene scene) {
        return "image " + Path.of(file).getFileName();
    }

    @Override
    public String text() {
        return file;
    }

    @Override
    public String toString() {
        return file;
    }
}
