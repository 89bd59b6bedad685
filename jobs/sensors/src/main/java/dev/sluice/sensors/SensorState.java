// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors;

import dev.sluice.decisioning.series.CommonFactor;
import dev.sluice.decisioning.series.SeriesState;
import dev.sluice.decisioning.series.Tails;

import java.util.Arrays;

/**
 * What is remembered of a sensor; kept in Flink's state, field by field.
 *
 * <p>A channel is known by its name. One that was never heard of begins without a past, and so does
 * one whose unit changes: what was usual in the old one says nothing.
 */
public final class SensorState {

    /** Names of the channels that were ever heard of, in the order in which they appeared. */
    public String[] channels = new String[0];

    /** Their last units. */
    public String[] units = new String[0];

    /** What is known of each. */
    public SeriesState[] series = new SeriesState[0];

    /** What they have in common. */
    public CommonFactor common = new CommonFactor();

    /** How rare it is that channels part. */
    public Tails partings = new Tails();

    /** Time of the newest reading, milliseconds since the epoch. */
    public long newestMs = Long.MIN_VALUE;

    /** A sensor of which nothing is known. */
    public SensorState() {}

    /**
     * The place of a channel; it is made where there is none.
     *
     * @param guess where it probably is
     */
    int place(int guess, String channel, String unit) {
        int place = guess < channels.length && channels[guess].equals(channel) ? guess : -1;
        for (int i = 0; place < 0 && i < channels.length; i++) {
            place = channels[i].equals(channel) ? i : place;
        }
        if (place < 0) {
            place = channels.length;
            if (place == Reading.MAX_CHANNELS) {
                // names that change all the time: the oldest makes room
                return restart(0, channel, unit);
            }
            channels = Arrays.copyOf(channels, place + 1);
            units = Arrays.copyOf(units, place + 1);
            series = Arrays.copyOf(series, place + 1);
            return restart(place, channel, unit);
        }
        return units[place].equals(unit) ? place : restart(place, channel, unit);
    }

    private int restart(int place, String channel, String unit) {
        channels[place] = channel;
        units[place] = unit;
        series[place] = new SeriesState();
        return place;
    }
}
