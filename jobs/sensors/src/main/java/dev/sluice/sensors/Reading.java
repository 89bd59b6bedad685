// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors;

import dev.sluice.decisioning.privacy.LoggedIdentifiers;

import java.util.Arrays;

/**
 * What a sensor said at one time; equal by content.
 *
 * <p>The arrays belong to the reading and are not changed.
 *
 * @param sensorId the sensor
 * @param eventTimeMs when it was measured, milliseconds since the epoch, UTC
 * @param channels names of the channels, unique
 * @param values one a channel; NaN where the channel said nothing
 * @param units one a channel, empty where there is none
 */
public record Reading(
        String sensorId, long eventTimeMs, String[] channels, double[] values, String[] units) {

    /** Most channels of a reading. */
    public static final int MAX_CHANNELS = 64;

    /** Id of the reading: a sensor says one thing at a time. */
    public String eventId() {
        return sensorId + "@" + eventTimeMs;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Reading that
                && sensorId.equals(that.sensorId)
                && eventTimeMs == that.eventTimeMs
                && Arrays.equals(channels, that.channels)
                && Arrays.equals(values, that.values)
                && Arrays.equals(units, that.units);
    }

    @Override
    public int hashCode() {
        return 31 * sensorId.hashCode() + Long.hashCode(eventTimeMs);
    }

    @Override
    public String toString() {
        return "Reading["
                + LoggedIdentifiers.of(sensorId)
                + " at "
                + eventTimeMs
                + ", "
                + Arrays.toString(channels)
                + Arrays.toString(values)
                + "]";
    }
}
