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

    /** A fault should be noticed in its first values, so many at most. */
    private static final int NEWS = 40;

    /** Whether a step is about it. */
    boolean covers(int step) {
        return from <= step && step < to;
    }

    /** A reading of a step that is about it. */
    LabelledReading label(Reading reading, int step) {
        Truth truth = step - from < NEWS ? Truth.FAULTY : Truth.LINGERING;
        return LabelledReading.of(reading, truth, kind);
    }
}
