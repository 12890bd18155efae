// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.ImagePlus;
import ij.WindowManager;
import ij.io.FileInfo;
import io.github.explainj.explain.Origin;
import io.github.explainj.imagej.ImageFiles;
import io.github.explainj.imagej.Images;
import io.github.explainj.imagej.PatchImages;
import io.github.explainj.problem.Problem;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Leads back from a small picture, a row or a point to the image that it comes from. Of the user's images
 * nothing is changed but the slice that is shown and the selection.
 */
public final class Jump {

    private Jump() {}

    /**
     * Opens or finds the image, selects its slice and frame and sets a rectangle as ROI.
     *
     * @param low first corner on the image {@code (z,) y, x}; empty for no ROI
     * @param high last corner, included
     * @throws Problem I12 when the image is neither open nor a file
     */
    public static void to(Origin origin, List<Double> low, List<Double> high) {
        ImagePlus imp = find(origin).orElseGet(() -> open(origin));
        boolean volume = low.size() == 3;
        int slice = volume ? (int) Math.round((low.get(0) + high.get(0)) / 2) + 1 : origin.slice();
        imp.setPosition(imp.getC(), within(slice, imp.getNSlices()),
                within(origin.frame(), imp.getNFrames()));
        if (low.size() >= 2) select(imp, low, high);
        if (imp.getWindow() != null) imp.getWindow().toFront();
    }

    /** Does the same beside the event queue, and says what goes wrong: for clicks. */
    static void onClick(Origin origin, List<Double> low, List<Double> high) {
        new Thread(() -> Door.run(() -> to(origin, low, high)), "ExplainJ jump").start();
    }

    private static int within(int position, int most) {
        return Math.max(1, Math.min(most, position));
    }

    private static void select(ImagePlus imp, List<Double> low, List<Double> high) {
        Rectangle box = PatchImages.rectangle(low, high).getBounds()
                .intersection(new Rectangle(imp.getWidth(), imp.getHeight()));
        if (box.isEmpty()) imp.deleteRoi();
        else imp.setRoi(box);
    }

    /** Finds the image among the open ones: by its file, else by its title. */
    static Optional<ImagePlus> find(Origin origin) {
        List<ImagePlus> open = Stream.of(Optional.ofNullable(WindowManager.getIDList()).orElse(new int[0]))
                .flatMap(ids -> Arrays.stream(ids).mapToObj(WindowManager::getImage)).toList();
        String name = origin.image().replaceFirst("^.*[/\\\\]", "");
        List<Predicate<ImagePlus>> ways = origin.file().isEmpty()
                ? List.of(i -> i.getTitle().equals(origin.image()),
                        i -> Images.title(i).equals(origin.image()),
                        i -> origin.image().startsWith(i.getTitle() + " "))
                : List.of(i -> isOf(i, Path.of(origin.file())), i -> i.getTitle().equals(origin.image()),
                        i -> file(i).isEmpty() && i.getTitle().equals(name));
        return ways.stream().flatMap(way -> open.stream().filter(way)).findFirst();
    }

    private static boolean isOf(ImagePlus imp, Path file) {
        return file(imp).filter(f -> f.equals(file.toAbsolutePath().normalize())).isPresent();
    }

    private static Optional<Path> file(ImagePlus imp) {
        FileInfo info = imp.getOriginalFileInfo();
        boolean known = info != null && info.directory != null && info.fileName != null
                && !info.directory.isEmpty();
        return known ? Optional.of(Path.of(info.directory, info.fileName).toAbsolutePath().normalize())
                : Optional.empty();
    }

    private static ImagePlus open(Origin origin) {
        if (origin.file().isEmpty() || !Files.exists(Path.of(origin.file())))
            throw new Problem("I12", "The image " + origin.name() + " is not open any more"
                    + (origin.file().isEmpty() ? ", and it has no file." : ", and its file " + origin.file()
                    + " is gone.") + " Open it and try again.");
        ImagePlus imp = ImageFiles.open(Path.of(origin.file()));
        if (!GraphicsEnvironment.isHeadless()) PictureWindow.show(imp);
        return imp;
    }
}
