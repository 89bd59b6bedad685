// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import dev.sluice.inference.ModelInputs;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Labelled rows in time order, as plain matrices.
 *
 * <p>Shapes: features {@code [rows * F]}, contexts {@code [rows * T * C]}, both row-major as {@link
 * ModelInputs} lays them out, below 2^31 floats each. The arrays are kept, not copied, and must not
 * be changed afterwards. Thread-safe.
 */
public final class TrainingData {

    /** Cause of a bad row that nobody knows the cause of. */
    public static final byte UNKNOWN_CAUSE = -1;

    private final ModelInputs inputs;
    private final long[] timesMs;
    private final float[] features;
    private final float[] contexts;
    private final long[] stakes;
    private final boolean[] bad;
    private final byte[] causes;

    /**
     * Takes columns of equal length.
     *
     * @param inputs what the columns of the matrices mean
     * @param timesMs event times, ascending, milliseconds since the epoch
     * @param features feature vectors
     * @param contexts histories; empty if the inputs have no context
     * @param stakes what is at stake
     * @param bad labels
     * @param causes what is behind each row: 0 for good rows, the index of one of {@link
     *     ModelInputs#explanations()} from 1 on for bad ones, {@value #UNKNOWN_CAUSE} where nobody
     *     knows
     * @throws IllegalArgumentException if lengths do not fit, times are not in order, a value is
     *     not finite, or a cause does not fit its label
     */
    public TrainingData(
            ModelInputs inputs,
            long[] timesMs,
            float[] features,
            float[] contexts,
            long[] stakes,
            boolean[] bad,
            byte[] causes) {
        this.inputs = Objects.requireNonNull(inputs, "inputs");
        this.timesMs = timesMs;
        this.features = features;
        this.contexts = contexts;
        this.stakes = stakes;
        this.bad = bad;
        this.causes = causes;
        int rows = timesMs.length;
        requireLength("stakes", stakes.length, rows);
        requireLength("labels", bad.length, rows);
        requireLength("causes", causes.length, rows);
        requireLength("features", features.length, (long) rows * inputs.features().size());
        requireLength("contexts", contexts.length, (long) rows * inputs.contextWidth());
        for (int i = 1; i < rows; i++) {
            if (timesMs[i] < timesMs[i - 1]) {
                throw new IllegalArgumentException(
                        "Row "
                                + i
                                + " is of "
                                + timesMs[i]
                                + ", the row before it of "
                                + timesMs[i - 1]
                                + "; expected ascending event times");
            }
        }
        requireFinite("features", features, inputs.features().size());
        requireFinite("contexts", contexts, inputs.contextWidth());
        requireCauses();
    }

    /** Causes for labels of which nobody knows more: 0 or {@value #UNKNOWN_CAUSE}. */
    public static byte[] unknownCauses(boolean[] bad) {
        byte[] causes = new byte[bad.length];
        for (int i = 0; i < causes.length; i++) {
            causes[i] = bad[i] ? UNKNOWN_CAUSE : 0;
        }
        return causes;
    }

    /** What the columns mean. */
    public ModelInputs inputs() {
        return inputs;
    }

    /** Number of rows. */
    public int rows() {
        return timesMs.length;
    }

    /** Number of rows that are bad. */
    public int badRows() {
        int count = 0;
        for (boolean label : bad) {
            if (label) {
                count++;
            }
        }
        return count;
    }

    /** Event times; not to be changed. */
    public long[] timesMs() {
        return timesMs;
    }

    /** Feature vectors, row-major; not to be changed. */
    public float[] features() {
        return features;
    }

    /** Histories, row-major; not to be changed. */
    public float[] contexts() {
        return contexts;
    }

    /** What is at stake; not to be changed. */
    public long[] stakes() {
        return stakes;
    }

    /** Labels; not to be changed. */
    public boolean[] bad() {
        return bad;
    }

    /** Causes: 0, an index of an explanation, or {@value #UNKNOWN_CAUSE}; not to be changed. */
    public byte[] causes() {
        return causes;
    }

    /** Number of bad rows whose cause is known. */
    public int explainedRows() {
        int count = 0;
        for (byte cause : causes) {
            if (cause > 0) {
                count++;
            }
        }
        return count;
    }

    /**
     * The rows of a range of time, copied.
     *
     * @param fromMs first event time
     * @param toMs first event time that is not in it
     */
    public TrainingData between(long fromMs, long toMs) {
        int from = firstAt(fromMs);
        int to = Math.max(from, firstAt(toMs));
        int f = inputs.features().size();
        int c = inputs.contextWidth();
        return new TrainingData(
                inputs,
                Arrays.copyOfRange(timesMs, from, to),
                Arrays.copyOfRange(features, from * f, to * f),
                Arrays.copyOfRange(contexts, from * c, to * c),
                Arrays.copyOfRange(stakes, from, to),
                Arrays.copyOfRange(bad, from, to),
                Arrays.copyOfRange(causes, from, to));
    }

    /**
     * At most so many rows of a range of time, copied: all bad ones, and good ones at even
     * distances. Bad rows are few and tell most; calibration, on rows of which none is left out,
     * makes up for their share.
     *
     * @param fromMs first event time
     * @param toMs first event time that is not in it
     * @param most most rows, if not more are bad
     */
    TrainingData thinned(long fromMs, long toMs, int most) {
        int from = firstAt(fromMs);
        int to = Math.max(from, firstAt(toMs));
        if (to - from <= most) {
            return between(fromMs, toMs);
        }
        long badRows = IntStream.range(from, to).filter(row -> bad[row]).count();
        long good = to - from - badRows;
        long wanted = Math.max(0, most - badRows);
        int[] kept = new int[(int) (badRows + wanted)];
        int size = 0;
        long seen = 0;
        for (int row = from; row < to; row++) {
            if (bad[row]) {
                kept[size++] = row;
            } else {
                // one whenever the even share passes a whole number
                if ((seen + 1) * wanted / good > seen * wanted / good) {
                    kept[size++] = row;
                }
                seen++;
            }
        }
        return select(Arrays.copyOf(kept, size));
    }

    /**
     * Some of the rows, copied.
     *
     * @param rows indices of rows, ascending; one that is named again is there again
     */
    public TrainingData select(int[] rows) {
        int f = inputs.features().size();
        int c = inputs.contextWidth();
        long[] times = new long[rows.length];
        float[] selected = new float[rows.length * f];
        float[] histories = new float[rows.length * c];
        long[] worth = new long[rows.length];
        boolean[] labels = new boolean[rows.length];
        byte[] reasons = new byte[rows.length];
        for (int i = 0; i < rows.length; i++) {
            times[i] = timesMs[rows[i]];
            worth[i] = stakes[rows[i]];
            labels[i] = bad[rows[i]];
            reasons[i] = causes[rows[i]];
            System.arraycopy(features, rows[i] * f, selected, i * f, f);
            System.arraycopy(contexts, rows[i] * c, histories, i * c, c);
        }
        return new TrainingData(inputs, times, selected, histories, worth, labels, reasons);
    }

    /** Index of the first row at or after a time. */
    int firstAt(long timeMs) {
        int low = 0;
        int high = timesMs.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (timesMs[middle] < timeMs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void requireCauses() {
        int known = inputs.explanations().size();
        for (int i = 0; i < causes.length; i++) {
            boolean fits =
                    bad[i]
                            ? causes[i] == UNKNOWN_CAUSE || (causes[i] > 0 && causes[i] < known)
                            : causes[i] == 0;
            if (!fits) {
                throw new IllegalArgumentException(
                        "Row "
                                + i
                                + " is "
                                + (bad[i] ? "bad" : "good")
                                + " and has cause "
                                + causes[i]
                                + "; expected "
                                + expectedCauses(bad[i], known));
            }
        }
    }

    private static String expectedCauses(boolean bad, int known) {
        if (!bad) {
            return "0";
        }
        return UNKNOWN_CAUSE
                + " (unknown)"
                + (known > 1 ? " or 1 to " + (known - 1) : ": the inputs have no explanations");
    }

    private static void requireLength(String what, int found, long expected) {
        if (found != expected) {
            throw new IllegalArgumentException(
                    "There are " + found + " " + what + "; expected " + expected);
        }
    }

    private static void requireFinite(String what, float[] values, int width) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        what
                                + " of row "
                                + i / width
                                + " have "
                                + values[i]
                                + " in column "
                                + i % width
                                + "; expected finite numbers");
            }
        }
    }
}
