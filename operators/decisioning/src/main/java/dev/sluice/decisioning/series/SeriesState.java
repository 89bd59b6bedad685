// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.series;

/**
 * All that is remembered of one series, to be kept by whoever owns it; {@link SeriesProfile} reads
 * and changes it.
 *
 * <p>About twelve kilobytes at most, however long the series is. Mutable, not thread-safe.
 */
public final class SeriesState {

    /** Values seen. */
    public long count;

    /** The last value. */
    public double last;

    /** When it came, milliseconds since the epoch. */
    public long lastMs;

    /** Usual time between values, milliseconds. */
    public double usualGapMs;

    /** Lowest value so far. */
    public double lowest;

    /** Highest value so far. */
    public double highest;

    /** The long mean. */
    public double mean;

    /** Usual distance from what is usual at the hour. */
    public double hourlySpread;

    /** Equal values in a row, the first not counted. */
    public int run;

    /** Longest such run before this one. */
    public int longestRun;

    /** Share of extreme values of late. */
    public double extremes;

    /** Quantiles of the values. */
    public ThinnedSample values = new ThinnedSample();

    /** Quantiles of the sizes of changes. */
    public ThinnedSample changes = new ThinnedSample();

    /** Levels by hour. */
    public HourlyLevels hours = new HourlyLevels();

    /** The next value. */
    public Forecast forecast = new Forecast();

    /** Mean of about the last three values. */
    public Trend fast = new Trend();

    /** Mean of about the last twelve values. */
    public Trend medium = new Trend();

    /** Mean of about the last fifty values. */
    public Trend slow = new Trend();

    /** Size of changes of late. */
    public Roughness roughness = new Roughness();

    /** Largest values of the statistics. */
    public Tails tails = new Tails();

    /** The last 64, 256 and 1,024 values. */
    public LastBlocks blocks = new LastBlocks();

    /** A series of which nothing is known. */
    public SeriesState() {}
}
