// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.gate;

/**
 * Records of which both answers are known: what a gate is fitted on. Columns of equal length.
 *
 * @param probability calibrated probability of the first pass
 * @param novelty novelty
 * @param stakes what is at stake
 * @param changed whether deep decides otherwise than the first pass
 * @param weights how many records of the stream each stands for
 */
public record GateSample(
        double[] probability,
        double[] novelty,
        long[] stakes,
        boolean[] changed,
        double[] weights) {

    /** Refuses columns of different lengths. */
    public GateSample {
        int rows = probability.length;
        if (novelty.length != rows
                || stakes.length != rows
                || changed.length != rows
                || weights.length != rows) {
            throw new IllegalArgumentException(
                    "gate sample has columns of "
                            + rows
                            + ", "
                            + novelty.length
                            + ", "
                            + stakes.length
                            + ", "
                            + changed.length
                            + " and "
                            + weights.length
                            + " rows; expected equal lengths");
        }
    }

    /** Number of records. */
    public int rows() {
        return probability.length;
    }
}
