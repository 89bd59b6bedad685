// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time that passes when somebody waits, and at no other time. */
final class SteppedWaiting implements Waiting {

    private final List<Duration> pauses = new ArrayList<>();
    private long now;

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void pause(Duration duration) {
        pauses.add(duration);
        now += duration.toNanos();
    }

    List<Duration> pauses() {
        return pauses;
    }

    void pass(Duration duration) {
        now += duration.toNanos();
    }
}
