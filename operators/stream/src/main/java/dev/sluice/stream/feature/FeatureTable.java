// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.feature;

import dev.sluice.decisioning.event.FeaturizedEvent;

import java.util.Arrays;

/**
 * Featurized events in columns, sorted by (event time, id): what training and backtests read.
 *
 * @param ids event ids
 * @param timesMs event times, milliseconds since the epoch
 * @param entityKeys entities
 * @param stakes stakes
 * @param featureWidth floats of features a row
 * @param features features, row-major
 * @param contextWidth floats of context a row
 * @param contexts contexts, row-major
 */
public record FeatureTable(
        String[] ids,
        long[] timesMs,
        String[] entityKeys,
        long[] stakes,
        int featureWidth,
        float[] features,
        int contextWidth,
        float[] contexts) {

    /** Number of rows. */
    public int rows() {
        return ids.length;
    }

    /** A copy of the features of a row. */
    public float[] featuresOf(int row) {
        return Arrays.copyOfRange(features, row * featureWidth, (row + 1) * featureWidth);
    }

    /** A copy of the context of a row. */
    public float[] contextOf(int row) {
        return Arrays.copyOfRange(contexts, row * contextWidth, (row + 1) * contextWidth);
    }

    /** The event of a row. */
    public FeaturizedEvent event(int row) {
        return new FeaturizedEvent(
                ids[row],
                entityKeys[row],
                timesMs[row],
                stakes[row],
                featuresOf(row),
                contextOf(row));
    }

    /**
     * Some of the rows, copied.
     *
     * @param rows indices of rows, ascending
     */
    public FeatureTable select(int[] rows) {
        FeatureTable selected =
                new FeatureTable(
                        new String[rows.length],
                        new long[rows.length],
                        new String[rows.length],
                        new long[rows.length],
                        featureWidth,
                        new float[rows.length * featureWidth],
                        contextWidth,
                        new float[rows.length * contextWidth]);
        for (int i = 0; i < rows.length; i++) {
            int row = rows[i];
            selected.ids[i] = ids[row];
            selected.timesMs[i] = timesMs[row];
            selected.entityKeys[i] = entityKeys[row];
            selected.stakes[i] = stakes[row];
            System.arraycopy(
                    features,
                    row * featureWidth,
                    selected.features,
                    i * featureWidth,
                    featureWidth);
            System.arraycopy(
                    contexts,
                    row * contextWidth,
                    selected.contexts,
                    i * contextWidth,
                    contextWidth);
        }
        return selected;
    }

    /** The first row of a time or later; the number of rows if there is none. */
    public int from(long timeMs) {
        // no id comes before the empty one
        int place = find(timeMs, "");
        return place < 0 ? -place - 1 : place;
    }

    /** The row of an event, or a negative number if it is not in the table. */
    public int find(long timeMs, String id) {
        int low = 0;
        int high = ids.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Long.compare(timesMs[middle], timeMs);
            if (order == 0) {
                order = ids[middle].compareTo(id);
            }
            if (order < 0) {
                low = middle + 1;
            } else if (order > 0) {
                high = middle - 1;
            } else {
                return middle;
            }
        }
        return -low - 1;
    }
}
