// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Rows of one fold of the Fraud Detection Handbook's protocol: a week to train on, a week for the
 * labels to arrive, a week to test on, without the customers that are known by then.
 *
 * <p>On test day k a customer is known as compromised if it had a fraud in the training week or on
 * the days from the end of that week up to and without the k-th: a label is a week late.
 *
 * @param train rows of the training week, ascending
 * @param test rows of the test week that are scored, ascending
 * @param removed rows of the test week whose customer is known
 */
public record ProtocolSplit(Rows train, Rows test, Rows removed) {

    private static final long DAY_MS = 86_400_000L;
    private static final int TRAIN_DAYS = 7;
    private static final int DELAY_DAYS = 7;
    private static final int TEST_DAYS = 7;

    /** Row indices, ascending. */
    public static final class Rows {

        private final int[] rows;

        private Rows(int[] rows) {
            this.rows = rows;
        }

        /** Number of rows. */
        public int size() {
            return rows.length;
        }

        /** A copy of the indices. */
        public int[] toArray() {
            return rows.clone();
        }

        /** How many of the rows have a label. */
        public int count(boolean[] labels) {
            int count = 0;
            for (int row : rows) {
                count += labels[row] ? 1 : 0;
            }
            return count;
        }
    }

    /**
     * Splits rows.
     *
     * @param trainStartMs start of the training week, milliseconds since the epoch, UTC
     * @param timesMs event time of each row, ascending
     * @param customers customer of each row
     * @param fraud label of each row
     */
    public static ProtocolSplit of(
            long trainStartMs, long[] timesMs, long[] customers, boolean[] fraud) {
        if (timesMs.length != customers.length || timesMs.length != fraud.length) {
            throw new IllegalArgumentException(
                    timesMs.length
                            + " times, "
                            + customers.length
                            + " customers, "
                            + fraud.length
                            + " labels; expected one of each a row");
        }
        long trainEnd = trainStartMs + TRAIN_DAYS * DAY_MS;
        long testStart = trainEnd + DELAY_DAYS * DAY_MS;
        long testEnd = testStart + TEST_DAYS * DAY_MS;
        Set<Long> known = new HashSet<>();
        Builder train = new Builder();
        Builder test = new Builder();
        Builder removed = new Builder();
        int labels = 0;
        for (int row = 0; row < timesMs.length; row++) {
            long time = timesMs[row];
            if (time >= trainStartMs && time < trainEnd) {
                train.add(row);
            } else if (time >= testStart && time < testEnd) {
                long day = Math.floorDiv(time - testStart, DAY_MS);
                long knownUntil = trainEnd + day * DAY_MS;
                for (; labels < row && timesMs[labels] < knownUntil; labels++) {
                    if (fraud[labels] && timesMs[labels] >= trainStartMs) {
                        known.add(customers[labels]);
                    }
                }
                (known.contains(customers[row]) ? removed : test).add(row);
            }
        }
        return new ProtocolSplit(train.rows(), test.rows(), removed.rows());
    }

    private static final class Builder {

        private int[] rows = new int[1024];
        private int size;

        void add(int row) {
            if (size == rows.length) {
                rows = Arrays.copyOf(rows, 2 * size);
            }
            rows[size++] = row;
        }

        Rows rows() {
            return new Rows(Arrays.copyOf(rows, size));
        }
    }
}
