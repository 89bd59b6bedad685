// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.quality;

import java.io.Serializable;
import java.time.Duration;

/**
 * When the first pass is calibrated again.
 *
 * @param windows how many of the latest complete windows are looked at
 * @param interval least event time between two recalibrations
 * @param band a rate that is this many times the predicted one, or the predicted one that many
 *     times the rate, is drift
 * @param maxEce a calibration error above this is drift
 */
public record RecalibrationConfig(int windows, Duration interval, double band, double maxEce)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Seven windows, at most once a day, a rate off by a quarter or an error of 0.02. */
    public static final RecalibrationConfig DEFAULT =
            new RecalibrationConfig(7, Duration.ofDays(1), 1.25, 0.02);

    /** Refuses what could never, or would always, be drift. */
    public RecalibrationConfig {
        if (windows < 1 || windows > 1_000) {
            throw new IllegalArgumentException(
                    "labels.recalibration.windows is " + windows + "; expected 1 to 1000");
        }
        if (interval.isNegative() || interval.toDays() > 36_500) {
            throw new IllegalArgumentException(
                    "labels.recalibration.interval is " + interval + "; expected 0 to 100 years");
        }
        if (!(band > 1) || Double.isInfinite(band)) {
            throw new IllegalArgumentException(
                    "labels.recalibration.band is " + band + "; expected more than 1");
        }
        if (!(maxEce > 0 && maxEce <= 1)) {
            throw new IllegalArgumentException(
                    "labels.recalibration.max-ece is " + maxEce + "; expected above 0, up to 1");
        }
    }
}
