// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import com.google.auto.service.AutoService;
import io.github.explainj.explain.Finding;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Label;
import io.github.explainj.registry.Range;
import io.github.explainj.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Draws the images of an index as points of a plane: by their first two principal components, or by t-SNE
 * ({@link Tsne}) of up to 50 of them. With how far the map can be trusted ({@link MapQuality}): all vectors
 * are compared by Euclid's distance, as the map does.
 *
 * @param layer as of {@link ImageIndex}
 * @param pooling as of {@link ImageIndex}
 * @param index folder of the index; made or updated first where images are given
 * @param method PCA or t-SNE
 * @param perplexity of t-SNE
 * @param iterations of t-SNE
 * @param seed of t-SNE's start, and of which images are shown when there are more than {@code most}
 * @param colour a column of the index, text or numbers; {@code label}, one that the user added, {@code PC 3}
 * @param most images on the map
 */
@AutoService(View.class)
@Label("Feature Space")
@About("Draws a map of images: those lie together that a layer finds alike.")
public record FeatureSpace(
        @About("One tensor; empty for that of the index, else the last one with cells.") String layer,
        @About("How cells become one vector: mean, max, flatten; auto: as the index was made, else mean.")
                Pooling pooling,
        @About("Folder of the index; made or updated first where images are given.") String index,
        @About("pca: straight axes, with what they explain. tsne: keeps neighbours together.") Method method,
        @About("About how many neighbours each point has (t-SNE).") @Range(min = 1, max = 1000)
                double perplexity,
        @About("Steps downhill (t-SNE).") @Range(min = 10, max = 100_000) int iterations,
        @About("Same seed, same map.") long seed,
        @About("Column of the index's table that colours the points; empty for none.") String colour,
        @About("Images on the map; of more, some at random.") @Range(min = 3, max = 20_000) int most)
        implements View {

    /** The ways to a map. */
    public enum Method { PCA, TSNE }

    /** Maps at most 5000 images of an index by principal components, coloured by their labels. */
    public FeatureSpace() {
        this("", Pooling.AUTO, "", Method.PCA, 30, 1000, 0, PointColumns.LABEL, 5000);
    }

    @Override
    public Scope scope() {
        return Scope.ALBUM;
    }

    @Override
    public String command() {
        return "map";
    }

    @Override
    public List<Finding> look(Subject subject) {
        Indexing.Indexed indexed = new Indexing(layer, pooling, index).upToDate(subject);
        SpaceSample sample = SpaceSample.of(indexed.stored(), most, seed);
        Watch watch = Watch.of(subject);
        PrincipalComponents components = PrincipalComponents.of(sample, watch);
        if (subject.isCancelled()) return List.of();
        if (components.variances().length == 0) throw alike(indexed.stored());
        PointColumns columns = PointColumns.of(sample, components);
        String coloured = columns.colour(colour);
        SpaceMap map = map(components, watch);
        List<String> classes = columns.classes(coloured);
        MapQuality quality = MapQuality.of(components.points(), map.positions(), classes, watch);
        SpaceReport report = new SpaceReport(components, map, quality, classes);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("method", method.name().toLowerCase(Locale.ROOT));
        facts.putAll(indexed.facts());
        facts.put("images_shown", sample.count());
        facts.put("purity_of", columns.classColumn(coloured));
        facts.putAll(report.facts());
        facts.put("complete", !subject.isCancelled());
        String remark = (sample.remark() + map.remark()).strip();
        if (!remark.isEmpty()) facts.put(Finding.REMARK, remark);
        facts.put(Finding.CAUTION, map.caution());
        return List.of(points(sample, columns.with(coloured), map, facts), report.scores(facts));
    }

    private SpaceMap map(PrincipalComponents components, Watch watch) {
        if (method == Method.PCA) return SpaceMap.ofComponents(components);
        return SpaceMap.ofNeighbours(components, perplexity, new Tsne(perplexity, iterations, seed), watch);
    }

    private static Problem alike(StoredIndex stored) {
        return new Problem("A05", "layer=" + stored.header().key().layer() + " says the same of all " + stored.size()
                + " images: their vectors do not differ, and a map would be one point."
                + " Choose another layer, or other images.");
    }

    private static Finding.Points points(SpaceSample sample, PointColumns columns, SpaceMap map,
            Map<String, Object> facts) {
        Tensor positions = Tensor.zeros(sample.count(), 2);
        for (int a = 0; a < positions.size(); a++) positions.data()[a] = (float) map.positions()[a / 2][a % 2];
        return new Finding.Points(0, "feature_space", positions, map.axes(), sample.origins(), columns.names(),
                columns.rows(), columns.coloured(), Optional.of(sample.thumbnails()), facts);
    }
}
