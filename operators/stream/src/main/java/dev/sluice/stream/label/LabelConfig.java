// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.label;

import dev.sluice.decisioning.quality.JoinRules;
import dev.sluice.decisioning.quality.MissingLabels;
import dev.sluice.decisioning.quality.RecalibrationConfig;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * How labels are joined to decisions, and what is made of them.
 *
 * @param join which label belongs to which decision
 * @param missing what an event without a label counts as
 * @param window length of a window of event time
 * @param interval least event time between two records about a window that is not complete
 * @param recalibrating whether drift leads to a new version of the policy
 * @param recalibration what is drift
 */
public record LabelConfig(
        JoinRules join,
        MissingLabels missing,
        Duration window,
        Duration interval,
        Recalibrating recalibrating,
        RecalibrationConfig recalibration)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Refuses windows and intervals that are none. */
    public LabelConfig {
        Objects.requireNonNull(join, "join");
        Objects.requireNonNull(missing, "missing");
        span(LabelOptions.WINDOW.key(), window);
        span(LabelOptions.INTERVAL.key(), interval);
        Objects.requireNonNull(recalibrating, "recalibrating");
        Objects.requireNonNull(recalibration, "recalibration");
    }

    /** Start of the window that a moment of event time lies in. */
    long windowStart(long eventTimeMs) {
        return eventTimeMs - Math.floorMod(eventTimeMs, window.toMillis());
    }

    private static void span(String key, Duration value) {
        if (value.toMillis() < 1 || value.toDays() > 3_650) {
            throw new IllegalArgumentException(
                    key + " is " + value + "; expected 1 ms to 10 years, with a unit, as in '1 d'");
        }
    }
}
