// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.nab;

import dev.sluice.sensors.LabelledReading;
import dev.sluice.sensors.Reading;
import dev.sluice.sensors.ReadingSource;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** The series of a corpus as sensors that nobody knows anything of, neither name nor label. */
final class CorpusReadings implements ReadingSource {

    private static final long serialVersionUID = 1L;

    private final long[][] times;
    private final double[][] values;

    CorpusReadings(List<NabFile> files) {
        times = files.stream().map(NabFile::timesMs).toArray(long[][]::new);
        values = files.stream().map(NabFile::values).toArray(double[][]::new);
    }

    /** Name of a series as a sensor. */
    static String sensor(int series) {
        return String.format(Locale.ROOT, "series-%03d", series);
    }

    @Override
    public int parts() {
        return times.length;
    }

    @Override
    public void read(int part, Consumer<LabelledReading> sink) {
        for (int row = 0; row < times[part].length; row++) {
            sink.accept(
                    LabelledReading.ordinary(
                            new Reading(
                                    sensor(part),
                                    times[part][row],
                                    new String[] {"v1"},
                                    new double[] {values[part][row]},
                                    new String[] {""})));
        }
    }

    /** Time of the first reading of all. */
    long fromMs() {
        long from = Long.MAX_VALUE;
        for (long[] series : times) {
            for (long time : series) {
                from = Math.min(from, time);
            }
        }
        return from;
    }

    /** Time after the last reading of all. */
    long toMs() {
        long to = Long.MIN_VALUE;
        for (long[] series : times) {
            for (long time : series) {
                to = Math.max(to, time + 1);
            }
        }
        return to;
    }
}
