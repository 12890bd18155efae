// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

import com.google.auto.service.AutoService;
import io.github.explainj.registry.About;
import io.github.explainj.tensor.Tensor;
import java.util.SplittableRandom;

/**
 * Fills with seeded noise that matches the background, in raw intensities.
 *
 * <p>DARK and BRIGHT: Gaussian with the mode m of each channel of the whole image as mean and, as
 * standard deviation, the root mean square distance from m of the pixels below it (DARK; above it
 * when BRIGHT), where there are no objects. COLOUR: whole pixels, drawn at random from the whole
 * image, so that no colour is invented.
 *
 * @param seed same seed, same noise
 */
@AutoService(Fill.class)
@About("Replaces hidden pixels by random noise that matches the background (seeded).")
public record NoiseFill(@About("Seed of the noise.") long seed) implements Fill {

    public NoiseFill() {
        this(0);
    }

    @Override
    public Tensor values(Scene scene) {
        Tensor noise = Tensor.zeros(scene.raw().shape());
        if (scene.background() == Scene.Background.COLOUR) draw(scene.whole(), noise);
        else for (int c = 0; c < noise.channels(); c++) gaussian(scene, c, noise);
        return noise;
    }

    private void gaussian(Scene scene, int channel, Tensor noise) {
        Statistics s = Statistics.of(scene.whole(), channel);
        double mode = s.mode();
        double spread = s.spread(mode, scene.background() == Scene.Background.DARK);
        SplittableRandom random = new SplittableRandom(Hash.of(seed, channel));
        int size = noise.size() / noise.channels();
        for (int i = 0; i < size; i++) noise.data()[channel * size + i] = (float) (mode + spread * normal(random));
    }

    /** Box and Muller; strict, so that every Java gives the same bytes. */
    private static double normal(SplittableRandom random) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }

    private void draw(Tensor whole, Tensor noise) {
        SplittableRandom random = new SplittableRandom(Hash.of(seed, 0));
        int size = noise.size() / noise.channels();
        int pool = whole.size() / whole.channels();
        for (int i = 0; i < size; i++) {
            int pixel = random.nextInt(pool);
            for (int c = 0; c < noise.channels(); c++) noise.data()[c * size + i] = whole.data()[c * pool + pixel];
        }
    }

    @Override
    public String describe(Scene scene) {
        boolean colour = scene.background() == Scene.Background.COLOUR;
        return (colour ? "random pixels" : "background noise") + ", seed " + seed;
    }

    @Override
    public String toString() {
        return text();
    }
}
