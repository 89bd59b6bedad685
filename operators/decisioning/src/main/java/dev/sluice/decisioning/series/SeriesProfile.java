// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Judges the values of series, each against its own past, and learns them.
 *
 * <p>All figures are free of the unit of the series: differences count in ranges or usual distances
 * of that series. They are finite for every finite value up to {@link #LARGEST}. One instance
 * serves any number of series, one after another; not thread-safe.
 */
public final class SeriesProfile {

    /** A value beyond this, either way, is not judged: its square would not be a number. */
    public static final double LARGEST = 1e120;

    private static final double CORE_LOW = 0.25;
    private static final double CORE_HIGH = 0.75;
    private static final double RANGE_LOW = 0.05;
    private static final double RANGE_HIGH = 0.95;
    private static final double LARGE_CHANGE = 0.9;

    /** The core is at least this share of the range. */
    private static final double NARROWEST_CORE = 0.05;

    private static final double NARROWEST = 0.02;
    private static final double FLAT = 1e-6;
    private static final double SMALLEST = 1e-9;

    private static final double LONG_RATE = 0.005;
    private static final double FAST_RATE = 0.3;
    private static final double MEDIUM_RATE = 0.08;
    private static final double SLOW_RATE = 0.02;
    private static final double EXTREMES_RATE = 0.06;
    private static final double SPREAD_RATE = 0.003;
    private static final double GAP_RATE = 0.01;
    private static final double LONGEST_GAP = 3;
    private static final double CLIP = 6;
    private static final int UNSETTLED = 50;
    private static final int FEW = 10;
    private static final double SHAPE_FLOOR = 1e-3;

    /** Figures are clipped here; trees and scales see no difference beyond. */
    private static final double BOUND = 1e4;

    private static final int STRONGEST = 3;

    private static final List<String> STATISTICS =
            List.of(
                    "deviation",
                    "change",
                    "seasonal",
                    "forecast_error",
                    "trend_fast",
                    "trend_medium",
                    "trend_slow",
                    "roughness",
                    "stuck",
                    "extremes",
                    "smoothness");

    private static final List<String> FIGURES = figures();

    private final float[] statistics = new float[STATISTICS.size()];
    private final double[] surprises = new double[STATISTICS.size()];
    private final double[] block = new double[LastBlocks.FIGURES];

    private double median;
    private double core;
    private double range;

    /** A profile without memory of its own. */
    public SeriesProfile() {}

    /** Names of the figures, in order. */
    public static List<String> names() {
        return FIGURES;
    }

    /** Whether a value can be judged: a number that is not beyond all measure. */
    public static boolean isJudged(double value) {
        return Math.abs(value) <= LARGEST;
    }

    /**
     * Judges the next value of a series and learns it.
     *
     * @param series the series
     * @param timeMs when the value came; not before the last one of the series
     * @param value the value; {@link #isJudged}
     * @param into where the figures go
     * @param from place of the first
     * @return how surprising the value is: mean of the strongest surprises, 0 not at all
     */
    public double next(SeriesState series, long timeMs, double value, float[] into, int from) {
        measure(series, value);
        int at = level(series, value, into, from);
        at = change(series, value, into, at);
        at = expectations(series, timeMs, value, into, at);
        at = trends(series, value, into, at);
        at = runs(series, timeMs, value, into, at);
        tails(series, into, at);
        learn(series, timeMs, value);
        return strongest();
    }

    /**
     * The last blocks of a series in units of its core around its median, oldest first and the
     * longest window first: {@code [WINDOWS * BLOCKS, 4]} of mean, lowest, highest (as asinh), and
     * how long the blocks of the window are. Blocks that do not exist yet are zero.
     *
     * <p>Reads what {@link #next} measured last: to be called right after it, for that series.
     *
     * @param into where the rows go, from 0 on
     */
    public void context(SeriesState series, float[] into) {
        int width = LastBlocks.FIGURES + 1;
        for (int window = 0; window < LastBlocks.WINDOWS; window++) {
            int place = (LastBlocks.WINDOWS - window) * LastBlocks.BLOCKS;
            int filled = series.blocks.filled(window);
            for (int age = 0; age < filled; age++) {
                series.blocks.read(window, age, block);
                int at = (place - 1 - age) * width;
                for (int i = 0; i < LastBlocks.FIGURES; i++) {
                    into[at + i] = (float) position(block[i]);
                }
                into[at + LastBlocks.FIGURES] = window + 1;
            }
        }
    }

    /**
     * How far a value is from the median of its series, in cores, as asinh: what channels are
     * compared by. Reads what {@link #next} measured last.
     */
    public double position(double value) {
        return asinh((value - median) / core);
    }

    private static List<String> figures() {
        List<String> names =
                new ArrayList<>(
                        List.of(
                                "deviation",
                                "deviation_size",
                                "above_highest",
                                "below_lowest",
                                "beyond_range",
                                "rank_surprise",
                                "change",
                                "change_to_range",
                                "change_surprise",
                                "seasonal",
                                "seasonal_size",
                                "forecast_error",
                                "forecast_error_to_range",
                                "trend_fast",
                                "trend_fast_size",
                                "trend_medium",
                                "trend_medium_size",
                                "trend_slow",
                                "trend_slow_size",
                                "roughness",
                                "roughness_ratio",
                                "stuck_to_longest",
                                "stuck",
                                "extremes",
                                "gap",
                                "history",
                                "core_to_range",
                                "change_to_spread",
                                "seasonal_spread"));
        for (String statistic : STATISTICS) {
            names.add(statistic + "_tail");
            names.add(statistic + "_to_peak");
        }
        return List.copyOf(names);
    }

    private void measure(SeriesState series, double value) {
        ThinnedSample past = series.values;
        boolean isFirst = past.isEmpty();
        median = isFirst ? value : past.quantile(0.5);
        double smallest = FLAT * Math.abs(median) + SMALLEST;
        range =
                isFirst
                        ? smallest
                        : Math.max(past.quantile(RANGE_HIGH) - past.quantile(RANGE_LOW), smallest);
        core =
                isFirst
                        ? range
                        : Math.max(
                                past.quantile(CORE_HIGH) - past.quantile(CORE_LOW),
                                NARROWEST_CORE * range);
    }

    private double full(SeriesState series) {
        return series.count == 0 ? range : Math.max(series.highest - series.lowest, range);
    }

    private int level(SeriesState series, double value, float[] into, int from) {
        int at = from;
        boolean isFirst = series.count == 0;
        double above = isFirst ? 0 : Math.max(value - series.highest, 0);
        double below = isFirst ? 0 : Math.max(series.lowest - value, 0);
        double deviation = (value - median) / core;
        at = signed(deviation, into, at);
        statistics[0] = into[at - 1];
        into[at++] = bounded(above / range);
        into[at++] = bounded(below / range);
        into[at++] = bounded(Math.max(above, below) / full(series));
        double rank = series.values.rank(value);
        into[at++] =
                bounded(
                        -StrictMath.log(
                                Math.min(
                                        1,
                                        2 * Math.min(rank, 1 - rank) + 1.0 / (series.count + 2))));
        return at;
    }

    private int change(SeriesState series, double value, float[] into, int from) {
        int at = from;
        double change = series.count == 0 ? 0 : Math.abs(value - series.last);
        double large = largeChange(series);
        into[at++] = bounded(change / large);
        statistics[1] = into[at - 1];
        into[at++] = bounded(change / full(series));
        double rank = series.changes.share(change);
        into[at++] = bounded(-StrictMath.log(1 - rank + 1.0 / (series.count + 2)));
        return at;
    }

    private double largeChange(SeriesState series) {
        return series.changes.isEmpty()
                ? range
                : Math.max(series.changes.quantile(LARGE_CHANGE), FLAT * range);
    }

    private int expectations(
            SeriesState series, long timeMs, double value, float[] into, int from) {
        int at = from;
        double residual = value - series.hours.expected(timeMs, usual(series, value));
        at = signed(residual / Math.max(series.hourlySpread, NARROWEST * range), into, at);
        statistics[2] = into[at - 1];
        double error = error(series, value);
        into[at++] = bounded(Math.abs(error) / Math.max(series.forecast.spread, NARROWEST * range));
        statistics[3] = into[at - 1];
        into[at++] = bounded(Math.abs(error) / full(series));
        return at;
    }

    /** The long mean; of the first value that value. */
    private static double usual(SeriesState series, double value) {
        return series.count == 0 ? value : series.mean;
    }

    private static double error(SeriesState series, double value) {
        return series.forecast.isReady() ? value - series.forecast.next(series.slow.mean) : 0;
    }

    private int trends(SeriesState series, double value, float[] into, int from) {
        int at = from;
        double error = error(series, value);
        series.forecast.learn(value, error, series.slow.mean, range);
        series.mean +=
                Math.max(LONG_RATE, 1.0 / (series.count + 1)) * (value - usual(series, value));
        if (series.count == 0) {
            series.mean = value;
        }
        at = signed(series.fast.add(value, FAST_RATE, series.mean, range), into, at);
        statistics[4] = into[at - 1];
        at = signed(series.medium.add(value, MEDIUM_RATE, series.mean, range), into, at);
        statistics[5] = into[at - 1];
        at = signed(series.slow.add(value, SLOW_RATE, series.mean, range), into, at);
        statistics[6] = into[at - 1];
        double change = series.count == 0 ? 0 : value - series.last;
        double rough = series.roughness.add(change, range);
        into[at++] = bounded(rough);
        into[at++] = bounded(series.roughness.ratio);
        statistics[7] = bounded(Math.max(rough, 0));
        statistics[10] = bounded(Math.max(-rough, 0));
        return at;
    }

    private int runs(SeriesState series, long timeMs, double value, float[] into, int from) {
        int at = from;
        if (series.count > 0 && value == series.last) {
            series.run++;
        } else {
            series.longestRun = Math.max(series.longestRun, series.run);
            series.run = 0;
        }
        double run = StrictMath.log1p(series.run);
        into[at++] = bounded(run - StrictMath.log1p(series.longestRun));
        into[at++] = bounded(run);
        statistics[8] = into[at - 1];
        series.extremes += EXTREMES_RATE * ((isExtreme(series, value) ? 1 : 0) - series.extremes);
        into[at++] = bounded(series.extremes);
        statistics[9] = into[at - 1];
        into[at++] = bounded(gap(series, timeMs));
        into[at++] = bounded(StrictMath.log1p(series.count));
        into[at++] = shape(core / full(series));
        into[at++] = shape(largeChange(series) / range);
        into[at++] = shape(series.hourlySpread / range);
        return at;
    }

    private static boolean isExtreme(SeriesState series, double value) {
        return series.count > FEW
                && (value > series.values.quantile(RANGE_HIGH)
                        || value < series.values.quantile(RANGE_LOW));
    }

    private static double gap(SeriesState series, long timeMs) {
        if (series.count == 0) {
            return 0;
        }
        double gap = Math.max(0, timeMs - series.lastMs);
        series.usualGapMs =
                series.count == 1
                        ? gap
                        : series.usualGapMs
                                + Math.max(1.0 / series.count, GAP_RATE)
                                        * (Math.min(gap, LONGEST_GAP * series.usualGapMs)
                                                - series.usualGapMs);
        // a second more, so that a sensor without gaps has one
        return StrictMath.log((gap + 1_000) / (series.usualGapMs + 1_000));
    }

    private void tails(SeriesState series, float[] into, int from) {
        int at = from;
        for (int i = 0; i < statistics.length; i++) {
            surprises[i] = series.tails.surprise(i, statistics[i]);
            into[at++] = bounded(surprises[i]);
            into[at++] = bounded(series.tails.toPeak(i, statistics[i]));
        }
        series.tails.add(statistics);
    }

    private void learn(SeriesState series, long timeMs, double value) {
        double expected = series.hours.expected(timeMs, series.mean);
        double residual = value - expected;
        double limit = CLIP * Math.max(series.hourlySpread, NARROWEST * range);
        boolean isSettled = series.count > UNSETTLED;
        double clipped = isSettled ? Math.max(-limit, Math.min(limit, residual)) : residual;
        series.hours.learn(timeMs, expected, clipped);
        series.hourlySpread +=
                Math.max(1.0 / (series.count + 1), SPREAD_RATE)
                        * (Math.abs(clipped) - series.hourlySpread);
        series.values.add(value);
        series.changes.add(series.count == 0 ? 0 : Math.abs(value - series.last));
        series.blocks.add(value);
        series.highest = series.count == 0 ? value : Math.max(series.highest, value);
        series.lowest = series.count == 0 ? value : Math.min(series.lowest, value);
        series.last = value;
        series.lastMs = timeMs;
        series.count++;
    }

    private double strongest() {
        Arrays.sort(surprises);
        double sum = 0;
        for (int i = 1; i <= STRONGEST; i++) {
            sum += surprises[surprises.length - i];
        }
        return sum / STRONGEST;
    }

    /** A figure and its size; returns the place behind. */
    private static int signed(double figure, float[] into, int from) {
        into[from] = bounded(figure);
        into[from + 1] = Math.abs(into[from]);
        return from + 2;
    }

    private static float shape(double ratio) {
        return bounded(StrictMath.log(ratio + SHAPE_FLOOR));
    }

    private static float bounded(double figure) {
        return (float) Math.max(-BOUND, Math.min(BOUND, figure));
    }

    private static double asinh(double x) {
        double size = Math.abs(x);
        return Math.copySign(StrictMath.log(size + Math.sqrt(size * size + 1)), x);
    }
}
