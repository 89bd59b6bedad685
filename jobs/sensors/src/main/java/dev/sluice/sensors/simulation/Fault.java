// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors.simulation;

import dev.sluice.sensors.FaultKind;
import dev.sluice.sensors.LabelledReading;
import dev.sluice.sensors.Reading;
import dev.sluice.sensors.Truth;

/**
 * A fault that was put into a channel.
 *
 * @param kind what it is
 * @param from first step
 * @param to step after the last one
 */
record Fault(FaultKind kind, int from, int to) {

    /** A fault is looked for in so many values at least, however short it is: it leaves traces. */
    private static final int SHORTEST = 8;

    /** And in so many at most, of which beyond the first ones every other counts. */
    private static final int LONGEST = 40;

    /** Step after the last one that is about it. */
    int end() {
        return Math.max(to, from + SHORTEST);
    }

    /** Whether a step is about it. */
    boolean covers(int step) {
        return from <= step && step < end();
    }

    /** A reading of a step that is about it. */
    LabelledReading label(Reading reading, int step) {
        int age = step - from;
        boolean counts = age < SHORTEST || (age < LONGEST && age % 2 == 0);
        return LabelledReading.of(reading, counts ? Truth.FAULTY : Truth.LINGERING, kind);
    }
}
