// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.FeatureMap;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Refuses to go on with a search whose images, or the way they are shown to the model, have changed. */
final class SameImages {

    /** Another device or batch rounds in another way. */
    private static final double TOLERANCE = 1e-3;

    private SameImages() {}

    /**
     * Returns whether an image was searched before.
     *
     * @throws Problem A09 when it has changed since
     */
    static boolean isDone(Album.Known known, PatchSearch search, Optional<ScanFile> file) {
        if (file.isEmpty()) return false;
        PatchSearch.Begun begun = search.begun().get(known.image());
        String stamp = begun == null ? search.done().get(known.image()) : begun.stamp();
        if (stamp == null) return false;
        if (!stamp.equals(known.stamp()))
            throw changed(known.image(), "has changed since it was searched", file.get());
        return begun == null;
    }

    /** Leaves out the slices and tiles that were searched of images that were not done. */
    static Iterator<Item> without(Map<String, PatchSearch.Begun> begun, Iterator<Item> items) {
        Map<String, Integer> left = new HashMap<>();
        begun.forEach((image, b) -> left.put(image, b.items()));
        Iterable<Item> all = () -> items;
        return StreamSupport.stream(all.spliterator(), false)
                .filter(i -> left.computeIfPresent(i.origin().image(), (image, n) -> n > 0 ? n - 1 : null) == null)
                .iterator();
    }

    /**
     * Runs the last winner again: the same model makes the same of the same image only when it is fitted and
     * normalised in the same way.
     */
    static void check(Subject subject, LayerScan scan, PatchSearch search, ScanFile file) {
        List<Integer> channels = List.copyOf(search.known().best().keySet());
        for (int channel : channels) {
            Optional<Winner> last = search.best(List.of(channel)).get(channel).stream()
                    .max(Comparator.comparing(Winner::order));
            if (last.isEmpty()) continue;
            check(subject, scan, channel, last.get(), file);
            return;
        }
    }

    private static void check(Subject subject, LayerScan scan, int channel, Winner w, ScanFile file) {
        Item item;
        try {
            item = subject.album().open(w.origin());
        } catch (Problem p) {
            throw changed(w.origin().name(), "cannot be read again (" + p.sentence() + ")", file);
        }
        FeatureMap layer = scan.layer(item.sample());
        Tensor values = subject.probe().activations(item.sample(), List.of(layer.tensor()))
                .get(layer.tensor());
        float[] cells = layer.arranged(values).row(channel);
        boolean same = w.cell() < cells.length
                && Math.abs(cells[w.cell()] - w.value()) <= TOLERANCE * Math.max(1e-3, Math.abs(w.value()));
        if (!same) throw changed(w.origin().name(),
                "now makes another activation, so images are read, fitted or normalised in another way",
                file);
    }

    private static Problem changed(String image, String how, ScanFile file) {
        return new Problem("A09", image + " " + how + ", so the search kept in resume=" + file.path()
                + " cannot go on. Restore what was, or name another file and search again.");
    }
}
