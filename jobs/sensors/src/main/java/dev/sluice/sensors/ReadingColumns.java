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
 * @param known what the file says about its readings
 */
record ReadingColumns(String header, String[] channels, Known known) {

    private static final String BEGIN = "sensor_id,event_time_ms,";
    private static final String LABEL = "label";
    private static final String FAULT = "fault";

    /** What a header looks like. */
    static final String EXPECTED = BEGIN + "v1..vk[," + LABEL + "[," + FAULT + "]]";

    /** How much a file says about what was wrong. */
    enum Known {
        /** Nothing. */
        NOTHING(""),
        /** Which readings should be noticed. */
        LABELS("," + LABEL),
        /** And what was wrong with the sensor. */
        FAULTS("," + LABEL + "," + FAULT);

        private final String columns;

        Known(String columns) {
            this.columns = columns;
        }

        private int width() {
            return ordinal();
        }
    }

    /** Takes a header apart. */
    static ReadingColumns parse(String file, String line) throws BadCsvException {
        if (line == null || !line.startsWith(BEGIN)) {
            throw bad(file, line, "");
        }
        Known known = known(line);
        String[] names = line.substring(BEGIN.length()).split(",", -1);
        String[] channels = Arrays.copyOf(names, names.length - known.width());
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
        return new ReadingColumns(line, channels, known);
    }

    /** The columns of a file that is written. */
    static ReadingColumns of(String file, Known known, String... channels) throws BadCsvException {
        return parse(file, BEGIN + String.join(",", channels) + known.columns);
    }

    private static Known known(String line) {
        // the comma before the first value is also that before a label without any
        String values = line.substring(BEGIN.length() - 1);
        if (values.endsWith(Known.FAULTS.columns)) {
            return Known.FAULTS;
        }
        return values.endsWith(Known.LABELS.columns) ? Known.LABELS : Known.NOTHING;
    }

    private static BadCsvException bad(String file, String line, String more) {
        return BadCsvException.header(file, line, EXPECTED + more);
    }
}
