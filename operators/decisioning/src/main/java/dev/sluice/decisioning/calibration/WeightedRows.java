// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.calibration;

import java.util.Arrays;

/**
 * Rows with labels, each of which stands for many: drawn with a probability, or several rows as
 * one.
 *
 * @param raw raw probability of each row
 * @param bad label of each row
 * @param weight how many rows it stands for, positive
 * @param squares sum of the squared weights of what was drawn for it, positive: the square of the
 *     weight if it is a single row
 */
public record WeightedRows(double[] raw, boolean[] bad, double[] weight, double[] squares) {

    /** Refuses no rows, lengths that differ, and weights that are none. */
    public WeightedRows {
        if (raw.length == 0
                || raw.length != bad.length
                || raw.length != weight.length
                || raw.length != squares.length) {
            throw new IllegalArgumentException(
                    raw.length
                            + " probabilities, "
                            + bad.length
                            + " labels, "
                            + weight.length
                            + " weights and "
                            + squares.length
                            + " squares; expected as many of each, at least 1");
        }
        for (int i = 0; i < weight.length; i++) {
            if (!(weight[i] > 0 && squares[i] > 0 && Double.isFinite(weight[i] + squares[i]))) {
                throw new IllegalArgumentException(
                        "row "
                                + i
                                + " weighs "
                                + weight[i]
                                + " with squares "
                                + squares[i]
                                + "; expected positive numbers");
            }
        }
    }

    /** Rows that stand for themselves. */
    public static WeightedRows of(double[] raw, boolean[] bad) {
        double[] ones = new double[raw.length];
        Arrays.fill(ones, 1);
        return new WeightedRows(raw, bad, ones, ones);
    }

    int size() {
        return raw.length;
    }
}
