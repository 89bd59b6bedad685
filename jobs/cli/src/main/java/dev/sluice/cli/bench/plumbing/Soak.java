// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.plumbing;

import java.io.IOException;

/**
 * A steady load, and who looks at the process while it goes on.
 *
 * @param perSecond events a second
 * @param looks how often to look, evenly, the last time after the last event
 * @param watcher who looks; the load waits and then catches up
 */
public record Soak(double perSecond, int looks, Watcher watcher) {

    /** Looks at the process. */
    @FunctionalInterface
    public interface Watcher {

        /**
         * Looks.
         *
         * @param number number of the look, from 1
         * @param seconds how long the load has lasted by its schedule
         */
        void look(int number, double seconds) throws IOException;
    }
}
