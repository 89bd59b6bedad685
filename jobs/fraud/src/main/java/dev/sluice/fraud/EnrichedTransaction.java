// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

/**
 * A transaction on its way from its terminal to its customer.
 *
 * @param transaction the transaction
 * @param terminal features of the terminal: count and risk of each window, shortest first
 */
public record EnrichedTransaction(CardTransaction transaction, float[] terminal) {}
