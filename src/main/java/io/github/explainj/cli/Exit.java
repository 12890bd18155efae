// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

/** The exit codes of the process: public API. */
final class Exit {

    static final int DONE = 0;
    static final int INTERNAL = 1;
    static final int BAD_INPUT = 2;
    static final int SOME_FAILED = 3;
    static final int STOPPED = 4;

    private Exit() {}
}
