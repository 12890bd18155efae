// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

/** Hears how far long arithmetic is, and may stop it. */
@FunctionalInterface
interface Watch {

    /** Lets it run to its end. */
    Watch NONE = (done, total) -> true;

    /** Returns whether to go on. */
    boolean reached(long done, long total);

    /** Watches on behalf of a user. */
    static Watch of(Subject subject) {
        return (done, total) -> {
            subject.progress(done, total);
            return !subject.isCancelled();
        };
    }
}
