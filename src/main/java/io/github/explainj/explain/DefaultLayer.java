// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.onnx.Node;
import io.github.explainj.onnx.Paths;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Chooses the layer whose map is shown when the user names none.
 *
 * <ul>
 * <li>A model that ends in one number per class: the last tensor with cells through which all ways go,
 *     before a pooling: in a ResNet the output of the last Relu after Add.
 * <li>A model whose output is an image itself: the last activation at the coarsest resolution at which a
 *     convolution looks at neighbours, the bottleneck.
 * <li>A transformer: the input of its last block, behind the normalisation that it begins with. That
 *     block's own tokens get no gradient from the class token's head; and before a normalisation over
 *     channels the sum of gradient times activation is 0 whatever the image, for scaling a token changes
 *     nothing.
 * </ul>
 */
final class DefaultLayer {

    private static final Set<String> POOLING = Set.of("AveragePool", "MaxPool", "LpPool");

    /** What begins an attention: queries, keys and values are made of its input. */
    private static final Set<String> PROJECTING = Set.of("Conv", "Einsum", "Gemm", "MatMul");

    /** What moves or copies values and makes nothing new. */
    private static final Set<String> MOVING = Set.of("Cast", "DequantizeLinear", "Dropout", "Expand", "Flatten", "Identity",
            "Pad", "QuantizeLinear", "Reshape", "Resize", "Slice", "Squeeze", "Transpose", "Unsqueeze", "Upsample");

    private final FeatureMaps maps;
    private final List<FeatureMap> candidates;

    DefaultLayer(FeatureMaps maps) {
        this.maps = maps;
        this.candidates = maps.candidates();
    }

    /** Returns the layer; empty when no tensor on the way has more than one cell. */
    Optional<FeatureMap> choose() {
        if (isDense()) return bottleneck();
        Optional<FeatureMap> tokens = lastBlock();
        return tokens.isPresent() ? tokens : last();
    }

    /** Returns whether what the target reads is an image itself. */
    private boolean isDense() {
        return maps.ends().stream().anyMatch(e -> maps.spatial(e).filter(m -> m.cells() > 1).isPresent());
    }

    private Optional<FeatureMap> last() {
        List<FeatureMap> trunk = candidates.stream()
                .filter(m -> maps.paths().isOnAll(m.tensor()) && looksAround(m)).toList();
        return last(trunk.isEmpty() ? candidates : trunk, this::isNew);
    }

    /** Returns whether a cell sees more than its own pixel: what stands before any convolution does not. */
    private boolean looksAround(FeatureMap m) {
        return maps.network().field().axes(m.tensor()).stream().anyMatch(a -> a.size() > 1);
    }

    private Optional<FeatureMap> bottleneck() {
        Set<List<Integer>> convolved = new HashSet<>();
        candidates.stream().filter(m -> producer(m).filter(this::isWide).isPresent()).forEach(m -> convolved.add(m.grid()));
        List<FeatureMap> usable = candidates.stream().filter(m -> convolved.isEmpty() || convolved.contains(m.grid())).toList();
        int fewest = usable.stream().mapToInt(FeatureMap::cells).min().orElse(0);
        List<FeatureMap> deepest = usable.stream().filter(m -> m.cells() == fewest).toList();
        Optional<FeatureMap> activation = deepest.stream().filter(m -> isNew(m) && !isConvolution(m)).reduce((a, b) -> b);
        return activation.isPresent() ? activation : last(deepest, this::isNew);
    }

    private static Optional<FeatureMap> last(List<FeatureMap> from, Predicate<FeatureMap> preferred) {
        Optional<FeatureMap> found = from.stream().filter(preferred).reduce((a, b) -> b);
        return found.isPresent() ? found : from.stream().reduce((a, b) -> b);
    }

    /** Finds what the last attention over tokens starts from; empty when cells come back behind it. */
    private Optional<FeatureMap> lastBlock() {
        List<String> order = maps.paths().tensors();
        Optional<FeatureMap> found = Optional.empty();
        Optional<FeatureMap> trunk = Optional.empty();
        for (String tensor : order) {
            Node node = maps.network().graph().producer(tensor).orElseThrow();
            if (isAttention(node)) found = trunk.map(t -> normalised(t, tensor));
            if (!maps.paths().isOnAll(tensor)) continue;
            if (maps.spatial(tensor).filter(m -> m.cells() > 1).isPresent()) found = Optional.empty();
            Optional<FeatureMap> map = maps.of(tensor);
            if (map.filter(FeatureMap::isTokens).isPresent()) trunk = map;
        }
        return found;
    }

    /** Goes on from a block's input to what its attention reads. */
    private FeatureMap normalised(FeatureMap block, String attention) {
        Paths inside = maps.pathsTo(attention);
        List<String> order = inside.tensors();
        FeatureMap found = block;
        for (String tensor : order.subList(order.indexOf(block.tensor()) + 1, order.size())) {
            Node node = maps.network().graph().producer(tensor).orElseThrow();
            if (PROJECTING.contains(node.op()) || isAttention(node)) break;
            if (inside.isOnAll(tensor) && maps.shape(tensor).equals(block.shape())) found = maps.of(tensor).orElse(found);
        }
        return found;
    }

    private boolean isAttention(Node node) {
        return node.op().contains("Attention") || node.op().equals("Softmax") && maps.shape(node.outputs().get(0)).size() > 2;
    }

    private boolean isNew(FeatureMap m) {
        return producer(m).filter(n -> !POOLING.contains(n.op()) && !MOVING.contains(n.op())).isPresent();
    }

    private boolean isConvolution(FeatureMap m) {
        return producer(m).filter(n -> n.op().contains("Conv")).isPresent();
    }

    private boolean isWide(Node node) {
        if (!node.op().contains("Conv") || node.op().equals("ConvTranspose")) return false;
        List<Long> weights = maps.network().graph().initialiserDims(node.inputs().get(1)).orElse(List.of());
        List<Long> kernel = weights.size() > 2 ? weights.subList(2, weights.size()) : node.integers("kernel_shape");
        return kernel.stream().anyMatch(k -> k > 1);
    }

    private Optional<Node> producer(FeatureMap m) {
        return maps.network().graph().producer(m.tensor());
    }
}
