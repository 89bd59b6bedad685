// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.sensors;

import java.io.Serializable;

/**
 * How much there is to read.
 *
 * @param sensors sensors, heard in turn
 * @param channels channels of each
 * @param readings readings of each
 */
public record SensorLoad(int sensors, int channels, int readings) implements Serializable {

    /** Stretches of a run, which are compared. */
    static final int TENTHS = 10;

    private static final long serialVersionUID = 1L;

    /** Readings of all sensors. */
    long total() {
        return (long) sensors * readings;
    }

    /** A smaller load that makes the JVM compile what the larger one runs. */
    SensorLoad warmUp() {
        return new SensorLoad(Math.min(sensors, 200), channels, Math.min(readings, 1_500));
    }
}
