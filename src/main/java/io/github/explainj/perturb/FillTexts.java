// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

import io.github.explainj.registry.Registry;

/** Reads fills from their text form. */
final class FillTexts {

    private FillTexts() {}

    static Fill parse(String text, Registry<Fill> fills) {
        return fills.create(text, java.util.Map.of());
    }
}
