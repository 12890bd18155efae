// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.explain.Origin;
import io.github.explainj.feature.Album;
import io.github.explainj.feature.Item;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** Reads an image set and prepares each image for a model, ahead of the run on a thread of its own. */
final class FileAlbum implements Album, AutoCloseable {

    private final Explain explain;
    private final Options options;
    private final ImageSet images;
    private final Cancellation cancellation;
    private final Map<String, Problem> failures = new LinkedHashMap<>();
    private final List<AlbumItems> begun = new ArrayList<>();

    FileAlbum(Explain explain, Options options, ImageSet images, Cancellation cancellation) {
        this.explain = explain;
        this.options = options;
        this.images = images;
        this.cancellation = cancellation;
    }

    @Override
    public int size() {
        return images.entries().stream().mapToInt(ImageSet.Entry::items).sum();
    }

    @Override
    public List<Origin> listing() {
        return images.entries().stream().map(e -> new Origin(e.name(), e.file(), 1, 1, "", e.label(), e.stamp())).toList();
    }

    @Override
    public Map<String, Problem> failures() {
        return Collections.unmodifiableMap(failures);
    }

    @Override
    public AlbumItems items(Predicate<Known> skip) {
        List<ImageSet.Entry> wanted = images.entries().stream().filter(e -> !skip.test(new Known(e.name(), e.stamp()))).toList();
        AlbumItems items = new AlbumItems(new AlbumReader(explain, images.framing(), wanted), failures, cancellation,
                wanted.size() == images.entries().size());
        begun.add(items);
        return items;
    }

    @Override
    public Item open(Origin origin) {
        ImageSet.Entry entry = images.entries().stream().filter(e -> e.name().equals(origin.image())).findFirst()
                .orElseGet(() -> fromFile(origin));
        checkUnchanged(origin);
        ImageSet.Entry one = new ImageSet.Entry(entry.name(), entry.file(), entry.stamp(), entry.label(), volumes ->
                entry.reader().read(volumes).stream().filter(s -> s.z() == origin.slice() && s.t() == origin.frame()).limit(1).toList());
        Iterable<AlbumReader.Arrival> all = () -> new AlbumReader(explain, images.framing(), List.of(one));
        return StreamSupport.stream(all.spliterator(), false).filter(a -> a.isOf(origin.piece())).findFirst()
                .map(AlbumReader.Arrival::orThrow)
                .orElseThrow(() -> new Problem("I12", origin.name() + " is no longer there: the image has changed since it was"
                        + " looked at. Go through the images again."));
    }

    private static void checkUnchanged(Origin origin) {
        if (origin.file().isEmpty() || origin.stamp().isEmpty()) return;
        String now = ImageSet.stamp(Path.of(origin.file()));
        if (now.isEmpty() || now.equals(origin.stamp())) return;
        throw new Problem("I12", origin.file() + " has changed since it was looked at (size and time were " + origin.stamp()
                + ", and are " + now + "). Go through the images again.");
    }

    private ImageSet.Entry fromFile(Origin origin) {
        if (origin.file().isEmpty())
            throw new Problem("I12", "The image " + origin.name() + " was gone through as an open image, without a file."
                    + " Open it and name it with images= again.");
        return new ImageSet.Entry(origin.image(), origin.file(), origin.stamp(), origin.label(),
                v -> options.files().slices(Path.of(origin.file()), v));
    }

    /** Ends all reading. */
    @Override
    public void close() {
        begun.forEach(AlbumItems::close);
        begun.clear();
    }
}
