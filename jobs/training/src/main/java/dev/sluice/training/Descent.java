// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

/**
 * How a network is trained: Adam on shuffled batches, the learning rate falling as half a cosine.
 *
 * @param epochs passes over the rows
 * @param batchRows rows a step
 * @param learningRate rate of the first step
 * @param decay weight of the squared kernels in the loss
 * @param averagedEpochs last epochs whose weights are averaged (Izmailov et al., "Averaging Weights
 *     Leads to Wider Optima", 2018)
 */
record Descent(int epochs, int batchRows, double learningRate, double decay, int averagedEpochs) {}
