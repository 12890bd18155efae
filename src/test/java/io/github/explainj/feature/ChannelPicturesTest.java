// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.explain.Align;
import io.github.explainj.explain.ChannelMaps;
import io.github.explainj.explain.FeatureMap;
import io.github.explainj.explain.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChannelPicturesTest {

    private static final FeatureMap LAYER = new FeatureMap("relu", List.of(1, 6, 2, 2), List.of(2, 3), List.of(2, 2), 0, List.of());

    private static ChannelPictures pictures(String channel, int count, PictureSize size, int side) {
        ChannelShow show = new ChannelShow(channel, count, Scale.OWN, size, Align.CENTRES, 0);
        return new ChannelPictures(LAYER, new ChannelMaps(6, 4), List.of(5, 3, 1, 0, 2, 4), show, List.of(side, side));
    }

    @Test
    void chosenChannelsKeepTheOrder() {
        assertEquals(List.of(3, 1, 2), pictures("1-3", 0, PictureSize.LAYER, 8).drawn());
        assertEquals(List.of(3, 1), pictures("1-3", 2, PictureSize.LAYER, 8).drawn());
        assertEquals(List.of(5, 3, 1, 0, 2, 4), pictures("", 9, PictureSize.LAYER, 8).drawn());
    }

    @Test
    void enlargedPicturesTakeNoMoreThanSoMuchMemoryAndItIsSaid() {
        Map<String, Object> facts = new LinkedHashMap<>();
        ChannelPictures many = pictures("", 0, PictureSize.IMAGE, 4096);
        many.addTo(facts);
        assertEquals(List.of(5, 3, 1, 0), many.drawn());
        assertEquals(4, facts.get("channels_drawn"));
        assertTrue(String.valueOf(facts.get(Finding.REMARK)).contains("4 of 6 channels are drawn, as many as fit into 256 MB"), facts.toString());
    }

    @Test
    void ranksGoDownAndWhatIsNoNumberIsLast() {
        ChannelOrder order = ChannelOrder.of(new double[] {1, Double.NaN, 3, 3, -1}, false);
        assertEquals(List.of(2, 3, 0, 4, 1), order.shown());
        assertEquals(List.of(3, 5, 1, 2, 4), order.ranks());
        assertEquals(List.of(0, 1, 2, 3, 4), ChannelOrder.of(new double[] {1, Double.NaN, 3, 3, -1}, true).shown());
    }

    @Test
    void labelsHaveThreeDigits() {
        assertEquals(List.of("0", "0.31", "-12300", "1.23E-7", "NaN"), List.of(Rounded.text(0), Rounded.text(0.31),
                Rounded.text(-12345), Rounded.text(1.2345e-7), Rounded.text(Double.NaN)));
    }
}
