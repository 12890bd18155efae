// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.command;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WorkFailureTest {

    @Test
    void errorsOfJavaAreOneSentenceToo() {
        String memory = Work.failure(() -> { throw new OutOfMemoryError("heap"); });
        assertTrue(memory.endsWith("[E07]"), memory);
        String library = Work.failure(() -> { throw new NoClassDefFoundError("a/B"); });
        assertTrue(library.contains("a/B") && library.endsWith("[E04]"), library);
        assertNull(Work.failure(() -> {}));
    }
}
