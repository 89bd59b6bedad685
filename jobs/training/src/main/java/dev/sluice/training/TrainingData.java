// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import dev.sluice.inference.ModelInputs;

import java.util.Arrays;
import java.util.Objects;

/**
 * Labelled rows in time order, as plain matrices.
 *
 * <p>Shapes: features {@code [rows * F]}, contexts {@code [rows * T * C]}, both row-major as {@link
 * ModelInputs} lays them out, below 2^31 floats each. The arrays are kept, not copied, and must not
 * be changed afterwards. Thread-safe.
 */
public final class TrainingData {

    private final ModelInputs inputs;
    private final long[] timesMs;
    private final float[] features;
    private final float[] contexts;
    private final boolean[] bad;

    /**
     * Takes columns of equal length.
     *
     * @param inputs what the columns of the matrices mean
     * @param timesMs event times, ascending, milliseconds since the epoch
     * @param features feature vectors
     * @param contexts histories; empty if the inputs have no context
     * @param bad labels
     * @throws IllegalArgumentException if lengths do not fit, times are not in order, or a value is
     *     not finite
     */
    public TrainingData(
            ModelInputs inputs, long[] timesMs, float[] features, float[] contexts, boolean[] bad) {
        this.inputs = Objects.requireNonNull(inputs, "inputs");
        this.timesMs = timesMs;
        this.features = features;
        this.contexts = contexts;
        this.bad = bad;
        int rows = timesMs.length;
        requireLength("labels", bad.length, rows);
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

    /** Labels; not to be changed. */
    public boolean[] bad() {
        return bad;
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
                Arrays.copyOfRange(bad, from, to));
    }

    /**
     * Some of the rows, copied.
     *
     * @param rows indices of rows, ascending
     */
    public TrainingData select(int[] rows) {
        int f = inputs.features().size();
        int c = inputs.contextWidth();
        long[] times = new long[rows.length];
        float[] selected = new float[rows.length * f];
        float[] histories = new float[rows.length * c];
        boolean[] labels = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            times[i] = timesMs[rows[i]];
            labels[i] = bad[rows[i]];
            System.arraycopy(features, rows[i] * f, selected, i * f, f);
            System.arraycopy(contexts, rows[i] * c, histories, i * c, c);
        }
        return new TrainingData(inputs, times, selected, histories, labels);
    }

    private int firstAt(long timeMs) {
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
