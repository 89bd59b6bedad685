// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors;

import dev.sluice.stream.csv.BadCsvException;

import java.util.Arrays;
import java.util.HashSet;

/**
 * The first line of a file of readings.
 *
 * @param header the line
 * @param channels names of the value columns, in order
 * @param labelled whether the last column is the label
 */
record ReadingColumns(String header, String[] channels, boolean labelled) {

    private static final String BEGIN = "sensor_id,event_time_ms,";
    private static final String LABEL = "label";

    /** What a header looks like. */
    static final String EXPECTED = BEGIN + "v1..vk[," + LABEL + "]";

    /** Takes a header apart. */
    static ReadingColumns parse(String file, String line) throws BadCsvException {
        if (line == null || !line.startsWith(BEGIN)) {
            throw bad(file, line, "");
        }
        String[] names = line.substring(BEGIN.length()).split(",", -1);
        boolean labelled = names[names.length - 1].equals(LABEL);
        String[] channels = labelled ? Arrays.copyOf(names, names.length - 1) : names;
        if (channels.length < 1 || channels.length > Reading.MAX_CHANNELS) {
            throw bad(file, line, " with 1 to " + Reading.MAX_CHANNELS + " values");
        }
        for (String channel : channels) {
            if (channel.isBlank()) {
                throw bad(file, line, " with a name for each value");
            }
        }
        if (new HashSet<>(Arrays.asList(channels)).size() < channels.length) {
            throw bad(file, line, " with each value once");
        }
        return new ReadingColumns(line, channels, labelled);
    }

    /** The columns of a file that is written, with a label. */
    static ReadingColumns of(String file, String... channels) throws BadCsvException {
        return parse(file, BEGIN + String.join(",", channels) + "," + LABEL);
    }

    private static BadCsvException bad(String file, String line, String more) {
        return BadCsvException.header(file, line, EXPECTED + more);
    }
}
