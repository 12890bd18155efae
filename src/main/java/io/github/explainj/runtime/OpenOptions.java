// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.probe.Device;
import java.util.Optional;

/**
 * How a model is opened.
 *
 * @param device where it is asked to run
 * @param input the input that is explained; empty for the first of the model card
 * @param maxBatch most samples in one run
 * @param beforeSession called before each session that reads weights from the model's file; throws
 *     when the file is no longer the one that was checked
 * @param gradient a gradient that takes the place of ours
 */
public record OpenOptions(Device device, String input, int maxBatch, Runnable beforeSession, Optional<GradientFile> gradient) {

    /** Above 16 samples nothing is gained on a CPU (measured on three networks). */
    public static final int MAX_BATCH = 16;

    /** Explains the first input on a device. */
    public OpenOptions(Device device) {
        this(device, "", MAX_BATCH, () -> { }, Optional.empty());
    }

    public OpenOptions withInput(String name) {
        return new OpenOptions(device, name, maxBatch, beforeSession, gradient);
    }

    public OpenOptions withMaxBatch(int samples) {
        return new OpenOptions(device, input, samples, beforeSession, gradient);
    }

    public OpenOptions withCheck(Runnable check) {
        return new OpenOptions(device, input, maxBatch, check, gradient);
    }

    public OpenOptions withGradient(GradientFile file) {
        return new OpenOptions(device, input, maxBatch, beforeSession, Optional.of(file));
    }
}
