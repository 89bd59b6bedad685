// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors.simulation;

import dev.sluice.sensors.FaultKind;
import dev.sluice.sensors.KnownFault;
import dev.sluice.sensors.LabelledReading;
import dev.sluice.sensors.Reading;
import dev.sluice.sensors.Truth;

/**
 * A fault that was put into a sensor.
 *
 * @param fault what it is
 * @param from first step
 * @param to step after the last one
 */
record PlacedFault(KnownFault fault, int from, int to) {

    /** Step after the last one that is about it. */
    int end() {
        // the reading behind a silence tells of it
        return fault == KnownFault.SILENCE ? to + 1 : to;
    }

    /** Whether there is a reading at a step. */
    boolean isHeard(int step) {
        return fault != KnownFault.SILENCE || step < from || step >= to;
    }

    /** A reading of a step, with the truth about it. */
    LabelledReading label(Reading reading, int step) {
        if (step < from || step >= end()) {
            return LabelledReading.ordinary(reading);
        }
        return fault.kind()
                .map(kind -> LabelledReading.of(reading, truth(kind, reading, step), fault))
                .orElseGet(() -> LabelledReading.afterSilence(reading));
    }

    private Truth truth(FaultKind kind, Reading reading, int step) {
        return new Fault(kind, from, to).label(reading, step).truth();
    }
}
