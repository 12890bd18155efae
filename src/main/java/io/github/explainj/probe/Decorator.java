// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.probe;

import io.github.explainj.tensor.Tensor;
import java.util.Collection;
import java.util.Map;

/** A probe that hands everything on to another one, but for what it adds. */
interface Decorator extends Probe {

    Probe inner();

    @Override
    default int targets() {
        return inner().targets();
    }

    @Override
    default float[] score(Sample input) {
        return inner().score(input);
    }

    @Override
    default Map<String, Tensor> activations(Sample input, Collection<String> tensors) {
        return inner().activations(input, tensors);
    }

    @Override
    default int activations(Inputs inputs, Collection<String> tensors, ActivationSink sink) {
        return inner().activations(inputs, tensors, sink);
    }

    @Override
    default Network network(Sample input) {
        return inner().network(input);
    }

    @Override
    default void interrupt() {
        inner().interrupt();
    }
}
