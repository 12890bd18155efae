// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.Finding;
import java.util.List;

/**
 * A way to look into a network: a record whose components are its parameters, registered with
 * {@code @AutoService(View.class)}.
 */
public interface View {

    /**
     * Looks.
     *
     * <p>When it is cancelled, what is done is returned; a fact {@code complete: false} says so.
     */
    List<Finding> look(Subject subject);

    /** Returns what it looks at besides the network. */
    Scope scope();

    /** Returns its word on the command line: {@code explainj patches}. */
    String command();

    /** Returns whether, with these parameters, it needs to know what the model is asked (a class, a region). */
    default boolean needsTarget() {
        return false;
    }

    /** Returns whether, with these parameters, it differentiates the model. */
    default boolean needsGradients() {
        return false;
    }

    /** What a view looks at besides the network. */
    enum Scope {
        /** Nothing. */
        NETWORK(false, false),
        /** The open image. */
        IMAGE(true, false),
        /** The open image, and perhaps an album. */
        BOTH(true, true),
        /** An album. */
        ALBUM(false, true);

        private final boolean image;
        private final boolean album;

        Scope(boolean image, boolean album) {
            this.image = image;
            this.album = album;
        }

        public boolean hasImage() {
            return image;
        }

        public boolean hasAlbum() {
            return album;
        }
    }
}
