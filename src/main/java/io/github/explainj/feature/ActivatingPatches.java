// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import com.google.auto.service.AutoService;
import io.github.explainj.explain.Finding;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Label;
import io.github.explainj.registry.Range;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Shows what excites a channel most: the places in many images at which its activation is largest, cut
 * to what the cell sees there (Zeiler and Fergus 2013, arXiv:1311.2901; Girshick et al. 2014,
 * arXiv:1311.2524), and beside each the projection of that activation onto the pixels.
 *
 * <p>Images are read one after the other; kept are the best cells of each channel. Of equal activations
 * the first image wins, then the first cell, {@code (z,) y, x} with x fastest. A patch is the cell's
 * receptive field in raw intensities, NaN where it reaches beyond the image; along an axis of which the
 * cell sees all, it is the image. Fields of more than 2^17 pixels are shown smaller. Of a layer without
 * cells a patch is the image.
 *
 * <p>We differ from the papers in that one image gives no more than {@code most_per_image} patches; by an
 * image a slice of a stack is meant, and all tiles of it together.
 *
 * @param layer one layer
 * @param channel empty for the {@code channels_shown} channels with the largest mean activation over all
 *     positions of all images
 * @param channelsShown used where {@code channel} is empty
 * @param count patches per channel
 * @param mostPerImage at different cells
 * @param projection what is shown beside a patch, in activation per unit of the model's input
 * @param resume where the state of the search is kept
 */
@AutoService(View.class)
@Label("Maximally Activating Patches")
@About("Shows the places in many images that excite a channel most, and what in them does it.")
public record ActivatingPatches(
        @About("Tensor or node; empty for the last one with cells.") String layer,
        @About(ChannelNumbers.ABOUT + "those with the largest mean activation.") String channel,
        @About("How many channels are shown when none is named.") @Range(min = 1, max = 100)
                int channelsShown,
        @About("Patches per channel.") @Range(min = 1, max = 1000) int count,
        @About("Patches of one channel from the same image (slice), at most.") @Range(min = 1, max = 1000)
                int mostPerImage,
        @About("What is shown beside each patch.") Projection projection,
        @About("File or folder where the search is kept, to go on later; empty for none.") String resume)
                implements View {

    /** Shows the nine best patches of four channels, one per image, with guided backpropagation. */
    public ActivatingPatches() {
        this("", "", 4, 9, 1, Projection.GUIDED, "");
    }

    @Override
    public Scope scope() {
        return Scope.ALBUM;
    }

    @Override
    public String command() {
        return "patches";
    }

    @Override
    public boolean needsGradients() {
        return projection != Projection.NONE;
    }

    @Override
    public List<Finding> look(Subject subject) {
        if (subject.album().size() == 0)
            throw new Problem("A07",
                    "Maximally Activating Patches goes through many images, and none were given."
                    + " Name a folder, files or an open stack with images=.");
        LayerScan scan = new LayerScan(subject, layer);
        List<Integer> named = ChannelNumbers.of(channel, scan.layer());
        List<Integer> all = IntStream.range(0, scan.layer().channels()).boxed().toList();
        List<Integer> searched = named.isEmpty() ? all : named;
        PatchSearch search = new PatchSearch(searched, count, mostPerImage);
        search(subject, scan, search);
        List<Integer> shown = named.isEmpty() ? search.mostActive(channelsShown) : named;
        Projector projector = new Projector(subject, projection);
        PatchSheet sheet = new PatchSheet(subject, scan, projector);
        List<Finding.Patch> patches = sheet.of(search.best(shown));
        Map<String, Object> facts = facts(scan, search, shown);
        facts.put("projection", projection.name().toLowerCase(java.util.Locale.ROOT));
        facts.put("complete", !subject.isCancelled());
        Optional<String> remark = Optional.of((projector.remark().orElse("") + " " + sheet.remark()).strip())
                .filter(r -> !r.isEmpty());
        remark.ifPresent(r -> facts.put(Finding.REMARK, r));
        return List.of(new Finding.Patches(0, "patches", patches, "activation", facts));
    }

    private void search(Subject subject, LayerScan scan, PatchSearch search) {
        Optional<ScanFile> file = resume.isBlank() ? Optional.empty()
                : Optional.of(new ScanFile(resume, dependsOn(subject, scan)));
        file.ifPresent(f -> f.read(search));
        file.ifPresent(f -> SameImages.check(subject, scan, search, f));
        try {
            int expected = Math.max(0, subject.album().size() - search.done().size());
            Iterator<Item> unsearched = subject.album().items(known -> SameImages.isDone(known, search, file));
            Iterator<Item> items = SameImages.without(search.begun(), unsearched);
            scan.over(items, expected, (item, map, values) -> {
                search.add(item, map, values);
                file.ifPresent(f -> f.writeNowAndThen(search));
                return true;
            });
            if (!subject.isCancelled()) search.finishImage();
        } finally {
            // a slice of which tiles may be missing is not done, though what they gave counts in this run
            file.ifPresent(f -> f.write(search));
        }
        search.finishImage();
    }

    private Map<String, String> dependsOn(Subject subject, LayerScan scan) {
        Map<String, String> of = new LinkedHashMap<>();
        of.put("model", subject.model());
        of.put("layer", scan.layer().tensor());
        of.put("channel", channel);
        of.put("count", String.valueOf(count));
        of.put("most_per_image", String.valueOf(mostPerImage));
        return of;
    }

    private static Map<String, Object> facts(LayerScan scan, PatchSearch search, List<Integer> shown) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("layer", scan.layer().tensor());
        facts.put("channels", shown);
        facts.put("mean_activations", shown.stream().map(search::mean).toList());
        facts.put("images_done", search.done().size());
        facts.put("positions", search.cells());
        return facts;
    }
}
