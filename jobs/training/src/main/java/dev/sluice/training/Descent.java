// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

/**
 * How a network is trained: Adam on shuffled batches, the learning rate falling as half a cosine.
 *
 * @param epochs passes over the rows that are aimed at
 * @param minSteps fewest steps, for few rows
 * @param maxSteps most steps, for many rows
 * @param batchRows rows a step
 * @param learningRate rate of the first step
 * @param decay weight of the squared kernels in the loss
 */
record Descent(
        int epochs, int minSteps, int maxSteps, int batchRows, double learningRate, double decay) {

    /** Steps over a number of rows. */
    int steps(int rows) {
        long aimed = (long) epochs * rows / batchRows;
        return (int) Math.max(minSteps, Math.min(maxSteps, aimed));
    }
}
