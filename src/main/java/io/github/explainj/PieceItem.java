// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.explain.Origin;
import io.github.explainj.feature.Item;
import io.github.explainj.input.Geometry;
import io.github.explainj.probe.Sample;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A piece of an image, as views see it.
 *
 * @param prepared the image that it is a piece of
 */
record PieceItem(Prepared prepared, Piece piece, Origin origin) implements Item {

    @Override
    public Sample sample() {
        return piece.sample();
    }

    @Override
    public List<Double> onImage(List<Double> position) {
        Geometry geometry = piece.geometry();
        return IntStream.range(0, position.size()).mapToObj(a -> geometry.onImage(a, position.get(a))).toList();
    }

    /** Returns the image as if this were its only piece. */
    Prepared alone() {
        return new Prepared(prepared.title(), List.of(piece), prepared.suffix(), prepared.remarks(), prepared.imageLike(),
                prepared.framing(), 0);
    }
}
