// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.control;

import dev.sluice.decisioning.event.Feedback;

/** What a deep look takes on average, the last few hundred counting most. Not thread-safe. */
final class LookCost {

    private static final double MEMORY = 500;
    private static final double MICROS = 1_000;

    private double looks;
    private double passes;
    private double deviceMillis;

    LookCost(double passes, double deviceMillis) {
        this.passes = passes;
        this.deviceMillis = deviceMillis;
    }

    void hear(Feedback record) {
        if (record.passes() == 0) {
            return;
        }
        looks = Math.min(MEMORY, looks + 1);
        passes += (record.passes() - passes) / looks;
        deviceMillis += (record.deviceMicros() / MICROS - deviceMillis) / looks;
    }

    /** Goes on with averages. */
    void restore(double meanPasses, double meanDeviceMillis) {
        looks = MEMORY;
        passes = meanPasses;
        deviceMillis = meanDeviceMillis;
    }

    double passes() {
        return passes;
    }

    /** At least the resolution of a clock. */
    double deviceMillis() {
        return Math.max(1 / MICROS, deviceMillis);
    }
}
