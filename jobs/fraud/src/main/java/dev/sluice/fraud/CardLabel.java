// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import dev.sluice.decisioning.privacy.LoggedIdentifiers;

/**
 * What became known about a transaction later.
 *
 * @param transactionId id of the transaction
 * @param customerId its customer
 * @param terminalId its terminal
 * @param eventTimeMs its event time, milliseconds since the epoch, UTC
 * @param amountMinor its amount in minor units
 * @param fraud whether it was fraudulent
 * @param scenario kind of fraud where known, else 0; for training only
 * @param availableAtMs when this became known; it counts from then on
 */
public record CardLabel(
        String transactionId,
        String customerId,
        String terminalId,
        long eventTimeMs,
        long amountMinor,
        boolean fraud,
        int scenario,
        long availableAtMs) {

    /** For logs: identifiers as they may appear there. */
    @Override
    public String toString() {
        return "CardLabel["
                + LoggedIdentifiers.of(transactionId)
                + " of "
                + LoggedIdentifiers.of(customerId)
                + " at "
                + LoggedIdentifiers.of(terminalId)
                + ", time "
                + eventTimeMs
                + ", available at "
                + availableAtMs
                + "]";
    }
}
