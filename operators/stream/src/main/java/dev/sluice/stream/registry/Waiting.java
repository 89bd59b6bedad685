// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.registry;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Time for who waits for an answer; another one in tests. */
interface Waiting {

    /** The clock that runs on while one waits. */
    long nanoTime();

    /** Lets time pass. */
    void pause(Duration duration) throws InterruptedException;

    /** Real time. */
    static Waiting real() {
        return new Waiting() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public void pause(Duration duration) throws InterruptedException {
                TimeUnit.NANOSECONDS.sleep(duration.toNanos());
            }
        };
    }
}
