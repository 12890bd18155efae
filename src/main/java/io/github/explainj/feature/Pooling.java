// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.ChannelMaps;
import io.github.explainj.explain.FeatureMap;
import java.util.Locale;
import java.util.Optional;

/** How a layer's cells become one vector per image. A layer without cells is taken as it is. */
public enum Pooling {

    /** As the index was made; the mean where there is none yet. */
    AUTO {
        @Override
        float[] pool(ChannelMaps maps) {
            throw new IllegalStateException("pooling=auto has to be settled before an image is pooled");
        }
    },

    /** The mean of each channel: {@code [K]}. */
    MEAN {
        @Override
        float[] pool(ChannelMaps maps) {
            float[] pooled = new float[maps.channels()];
            for (int k = 0; k < pooled.length; k++) pooled[k] = (float) (maps.sum(k) / maps.cells());
            return pooled;
        }
    },

    /** The maximum of each channel: {@code [K]}. */
    MAX {
        @Override
        float[] pool(ChannelMaps maps) {
            float[] pooled = new float[maps.channels()];
            for (int k = 0; k < pooled.length; k++) {
                pooled[k] = maps.row(k)[0];
                for (float v : maps.row(k)) pooled[k] = Math.max(pooled[k], v);
            }
            return pooled;
        }
    },

    /** All cells, channel after channel: {@code [K * P]}. Needs images of one size. */
    FLATTEN {
        @Override
        float[] pool(ChannelMaps maps) {
            float[] all = new float[maps.channels() * maps.cells()];
            int cells = maps.cells();
            for (int k = 0; k < maps.channels(); k++) System.arraycopy(maps.row(k), 0, all, k * cells, cells);
            return all;
        }
    };

    private static final String NONE = "none";

    /** Settles {@link #AUTO}. */
    Pooling settled(Optional<IndexHeader> index) {
        if (this != AUTO) return this;
        String word = index.map(h -> h.key().pooling()).orElse(NONE);
        return word.equals(NONE) ? MEAN : valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Returns what it is called where it is stored. */
    String word(FeatureMap layer) {
        return layer.grid().isEmpty() ? NONE : name().toLowerCase(Locale.ROOT);
    }

    abstract float[] pool(ChannelMaps maps);
}
