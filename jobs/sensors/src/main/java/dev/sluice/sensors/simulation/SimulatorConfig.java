// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors.simulation;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;

/**
 * Size and time of a simulation.
 *
 * @param sensors number of sensors
 * @param channels channels of each sensor; 0 for a mixture, most of one channel
 * @param start first day, UTC
 * @param days number of days
 * @param faultsPerSensor mean number of faults of a sensor, in the whole time
 * @param seed equal seeds give equal readings
 */
public record SimulatorConfig(
        int sensors, int channels, LocalDate start, int days, double faultsPerSensor, long seed)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int MOST_CHANNELS = 64;

    /** Refuses empty simulations. */
    public SimulatorConfig {
        Objects.requireNonNull(start, "start");
        require("sensors", sensors, sensors >= 1, "at least 1");
        require(
                "channels",
                channels,
                channels >= 0 && channels <= MOST_CHANNELS,
                "0 to " + MOST_CHANNELS);
        require("days", days, days >= 1, "at least 1");
        require(
                "faultsPerSensor",
                faultsPerSensor,
                faultsPerSensor >= 0 && Double.isFinite(faultsPerSensor),
                "a finite number, 0 or more");
    }

    /** First moment, milliseconds since the epoch. */
    long fromMs() {
        return start.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }

    /** When the simulation begins. */
    public Instant from() {
        return Instant.ofEpochMilli(fromMs());
    }

    /** When it is over. */
    public Instant to() {
        return from().plus(Duration.ofDays(days));
    }

    private static void require(String name, Object value, boolean holds, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "Simulator " + name + " is " + value + "; expected " + expected + ".");
        }
    }
}
