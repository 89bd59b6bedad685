// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.control;

import java.io.Serializable;
import java.time.Duration;

/**
 * How a job that is behind spends less on deep looks until it has caught up.
 *
 * @param lag lag in event time from which on it is behind; zero if it is never taken to be
 * @param factor share of the budget that may be spent while it is behind
 */
public record CatchUpConfig(Duration lag, double factor) implements Serializable {

    /** Spends the whole budget, however far behind. */
    public static final CatchUpConfig OFF = new CatchUpConfig(Duration.ZERO, 1);

    /** Refuses what is no share of a budget. */
    public CatchUpConfig {
        if (lag.isNegative()) {
            throw new IllegalArgumentException(
                    "gate.catch-up.lag is " + lag.toMillis() + " ms; expected more than 0");
        }
        if (!(factor >= 0 && factor <= 1)) {
            throw new IllegalArgumentException(
                    "gate.catch-up.factor is " + factor + "; expected a share from 0 to 1");
        }
    }

    /** Whether there is a lag that counts as behind. */
    public boolean isOn() {
        return !lag.isZero();
    }
}
