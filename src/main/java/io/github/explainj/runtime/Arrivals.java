// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.probe.Sample;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * Inputs that were read and not handed on yet. Those of one kind, which follow each other, can be run
 * together: their sizes and what the model's other inputs are fed are the same.
 */
final class Arrivals implements Supply, Slots.Maker {

    private final Iterator<Sample> samples;
    private final List<Sample> held = new ArrayList<>();
    private Sample kind;
    private int gone;

    Arrivals(Iterator<Sample> samples) {
        this.samples = samples;
    }

    /** Takes the next input out, or null at the end; those of its kind that follow are numbered from 0. */
    Sample begin() {
        kind = !held.isEmpty() ? held.remove(0) : samples.hasNext() ? samples.next() : null;
        gone = 0;
        return kind;
    }

    /** Reads until there are as many, or until one of another kind or the end comes. */
    @Override
    public int ready(int from, int most) {
        int count = 0;
        while (count < most && isThere(from + count - gone)) count++;
        return count;
    }

    private boolean isThere(int place) {
        while (held.size() <= place && samples.hasNext()) held.add(samples.next());
        return held.size() > place && isOfKind(held.get(place));
    }

    private boolean isOfKind(Sample s) {
        return Arrays.equals(s.x().shape(), kind.x().shape()) && s.others().equals(kind.others());
    }

    /** The oldest was handed on, and is needed no more. */
    void leave() {
        held.remove(0);
        gone++;
    }

    @Override
    public Slots into(FloatBuffer buffer) {
        return (index, slot) -> {
            float[] x = held.get(index - gone).x().data();
            buffer.put(slot * x.length, x);
        };
    }
}
