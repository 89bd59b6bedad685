// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import java.time.Duration;

/**
 * A transaction with the truth about it, as history files and the simulator have it.
 *
 * @param transaction the transaction
 * @param fraud whether it was fraudulent
 * @param scenario kind of fraud: 1 unusual amount, 2 compromised terminal, 3 leaked card; 0 if none
 *     or unknown
 */
public record LabelledTransaction(CardTransaction transaction, boolean fraud, int scenario) {

    /** How late labels are unless something else is known. */
    public static final Duration LABEL_DELAY = Duration.ofDays(7);

    /** The label of this transaction, known after a delay. */
    public CardLabel label(Duration delay) {
        return new CardLabel(
                transaction.transactionId(),
                transaction.customerId(),
                transaction.terminalId(),
                transaction.eventTimeMs(),
                transaction.amountMinor(),
                fraud,
                scenario,
                transaction.eventTimeMs() + delay.toMillis());
    }
}
