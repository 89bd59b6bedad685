// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.report;

import java.util.List;

/**
 * An axis of a chart.
 *
 * @param label what is along it, with the unit
 * @param scale how values are laid out
 * @param format how values are written
 * @param from value at its start
 * @param to value at its end
 * @param ticks values that are marked
 */
public record Axis(
        String label, Scale scale, Format format, double from, double to, List<Double> ticks) {

    /** Copies the ticks and refuses an axis without a length. */
    public Axis {
        ticks = List.copyOf(ticks);
        if (!(from < to) || (scale == Scale.LOG && !(from > 0)) || Double.isInfinite(to - from)) {
            throw new IllegalArgumentException(
                    "Axis '"
                            + label
                            + "' goes from "
                            + from
                            + " to "
                            + to
                            + "; expected an end after its start"
                            + (scale == Scale.LOG ? ", and a start above 0" : ""));
        }
    }

    /** An axis whose ends are its first and last tick. */
    public static Axis of(String label, Scale scale, Format format, List<Double> ticks) {
        return new Axis(label, scale, format, ticks.get(0), ticks.get(ticks.size() - 1), ticks);
    }

    /** A linear axis with round ticks that holds some values. */
    public static Axis fitted(String label, Format format, List<Double> values) {
        return of(label, Scale.LINEAR, format, Ticks.linear(values));
    }

    /** A logarithmic axis with a tick at each power of ten, or some of them. */
    public static Axis logarithmic(String label, Format format, double from, double to) {
        return new Axis(label, Scale.LOG, format, from, to, Ticks.powers(from, to));
    }

    /** Where a value lies along the axis: 0 at the start, 1 at the end. */
    double place(double value) {
        double start = scale.place(from);
        return (scale.place(value) - start) / (scale.place(to) - start);
    }
}
