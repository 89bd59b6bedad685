// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

/**
 * Histories of rows and nothing else about them: what can be learned from without labels.
 *
 * @param rows number of histories
 * @param values row-major, as {@link TrainingData#contexts()}
 */
record Histories(int rows, float[] values) {

    /** None: there is nothing to learn from. */
    static final Histories NONE = new Histories(0, new float[0]);

    /**
     * Those of a range of time, evenly thinned: those of neighbours are mostly the same.
     *
     * @param fromMs first event time
     * @param toMs first event time that is not in it
     * @param most most histories
     */
    static Histories of(TrainingData data, long fromMs, long toMs, int most) {
        int width = data.inputs().contextWidth();
        int from = data.firstAt(fromMs);
        int available = Math.max(0, data.firstAt(toMs) - from);
        if (width == 0 || available == 0) {
            return NONE;
        }
        int rows = Math.min(available, most);
        float[] values = new float[rows * width];
        for (int i = 0; i < rows; i++) {
            int row = from + (int) ((long) i * available / rows);
            System.arraycopy(data.contexts(), row * width, values, i * width, width);
        }
        return new Histories(rows, values);
    }
}
