// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.feature.View;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.probe.Progress;
import java.util.List;

/**
 * What is looked at, and how.
 *
 * @param view what is looked for
 * @param targets SPECs, for views that need one; empty for the top class
 * @param regions the user's regions on the image's grid
 * @param images those that are gone through
 * @param progress hears how far it is
 * @param cancellation stops it
 * @param memo what is found once for all slices of a run; give the same one to each
 */
public record LookRequest(View view, List<String> targets, ImageRegions regions, ImageSet images, Progress progress,
        Cancellation cancellation, Memo memo) {

    public LookRequest {
        targets = List.copyOf(targets);
    }

    /** Shares nothing with other runs. */
    public LookRequest(View view, List<String> targets, ImageRegions regions, ImageSet images, Progress progress,
            Cancellation cancellation) {
        this(view, targets, regions, images, progress, cancellation, new Memo());
    }

    /** Looks without images to go through. */
    public LookRequest(View view) {
        this(view, List.of(), ImageRegions.NONE, ImageSet.NONE, Progress.NONE, new Cancellation());
    }

    /** Goes through images. */
    public LookRequest(View view, ImageSet images) {
        this(view, List.of(), ImageRegions.NONE, images, Progress.NONE, new Cancellation());
    }
}
