// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import dev.sluice.decisioning.privacy.LoggedIdentifiers;

/**
 * One card transaction.
 *
 * @param transactionId unique id
 * @param eventTimeMs when the card was used, milliseconds since the epoch, UTC
 * @param customerId holder of the card
 * @param terminalId terminal that took it
 * @param amountMinor amount in minor units, zero or positive
 */
public record CardTransaction(
        String transactionId,
        long eventTimeMs,
        String customerId,
        String terminalId,
        long amountMinor) {

    /** For logs: identifiers as they may appear there. */
    @Override
    public String toString() {
        return "CardTransaction["
                + LoggedIdentifiers.of(transactionId)
                + " of "
                + LoggedIdentifiers.of(customerId)
                + " at "
                + LoggedIdentifiers.of(terminalId)
                + ", time "
                + eventTimeMs
                + ", amount "
                + amountMinor
                + "]";
    }
}
