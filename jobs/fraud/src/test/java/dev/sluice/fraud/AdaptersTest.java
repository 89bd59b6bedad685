// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.schema.Transaction;
import dev.sluice.schema.TransactionLabel;
import dev.sluice.stream.ingest.RejectedEventException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AdaptersTest {

    private final TransactionAdapter transactions = new TransactionAdapter();
    private final LabelAdapter labels = new LabelAdapter();

    @Test
    void transactionKeepsAllThatFeaturesNeed() throws Exception {
        CardTransaction event = transactions.adapt(transaction(record -> {}));
        assertThat(event).isEqualTo(new CardTransaction("t", 5_000, "c", "m", 1_234));
        assertThat(transactions.eventTimeMs(event)).isEqualTo(5_000);
        assertThat(transactions.eventId(event)).isEqualTo("t");
    }

    @Test
    void labelIsOrderedByTheTimeItBecameKnown() throws Exception {
        CardLabel label = labels.adapt(label(record -> {}));
        assertThat(label).isEqualTo(new CardLabel("t", "c", "m", 5_000, 1_234, true, 0, 9_000));
        assertThat(labels.eventTimeMs(label)).isEqualTo(9_000);
    }

    @Test
    void idsOfOneTo256CharactersAreAccepted() throws Exception {
        String longest = "x".repeat(256);
        assertThat(
                        transactions
                                .adapt(transaction(t -> t.setTransactionId(longest)))
                                .transactionId())
                .isEqualTo(longest);
        rejected(
                () -> transactions.adapt(transaction(t -> t.setTransactionId(longest + "x"))),
                DeadLetter.Reason.BAD_ID,
                "has 257 characters; expected 1 to 256");
        rejected(
                () -> transactions.adapt(transaction(t -> t.setTransactionId(""))),
                DeadLetter.Reason.BAD_ID,
                "transaction_id is empty");
        rejected(
                () -> transactions.adapt(transaction(t -> t.setCustomerId(""))),
                DeadLetter.Reason.BAD_ID,
                "customer_id is empty");
        rejected(
                () -> transactions.adapt(transaction(t -> t.setTerminalId(""))),
                DeadLetter.Reason.BAD_ID,
                "terminal_id is empty");
    }

    @Test
    void amountsOutsideOfTheRangeAreRefused() throws Exception {
        long most = 1_000_000_000_000L;
        assertThat(transactions.adapt(transaction(t -> t.setAmountMinor(most))).amountMinor())
                .isEqualTo(most);
        rejected(
                () -> transactions.adapt(transaction(t -> t.setAmountMinor(most + 1))),
                DeadLetter.Reason.BAD_VALUE,
                "amount_minor is 1000000000001; expected 0 to 1000000000000");
        rejected(
                () -> transactions.adapt(transaction(t -> t.setAmountMinor(-1))),
                DeadLetter.Reason.BAD_VALUE,
                "amount_minor is -1");
    }

    @Test
    void timesBefore1970AreRefused() {
        rejected(
                () ->
                        transactions.adapt(
                                transaction(t -> t.setEventTime(Instant.ofEpochMilli(-1)))),
                DeadLetter.Reason.BAD_VALUE,
                "event_time is -1 ms");
        rejected(
                () -> labels.adapt(label(l -> l.setAvailableAt(Instant.ofEpochMilli(-1)))),
                DeadLetter.Reason.BAD_VALUE,
                "available_at is -1 ms");
    }

    @Test
    void aLabelAboutTheFutureIsRefused() throws Exception {
        long hour = 3_600_000;
        assertThat(
                        labels.adapt(label(l -> l.setEventTime(Instant.ofEpochMilli(9_000 + hour))))
                                .eventTimeMs())
                .isEqualTo(9_000 + hour);
        rejected(
                () ->
                        labels.adapt(
                                label(l -> l.setEventTime(Instant.ofEpochMilli(Long.MAX_VALUE)))),
                DeadLetter.Reason.BAD_VALUE,
                "after available_at, 9000 ms");
    }

    private static void rejected(
            ThrowingCallable adapting, DeadLetter.Reason reason, String message) {
        assertThatThrownBy(adapting)
                .hasMessageContaining(message)
                .isInstanceOfSatisfying(
                        RejectedEventException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static Transaction transaction(Consumer<Transaction> change) {
        Transaction record =
                Transaction.newBuilder()
                        .setTransactionId("t")
                        .setEventTime(Instant.ofEpochMilli(5_000))
                        .setCustomerId("c")
                        .setTerminalId("m")
                        .setAmountMinor(1_234)
                        .build();
        change.accept(record);
        return record;
    }

    private static TransactionLabel label(Consumer<TransactionLabel> change) {
        TransactionLabel record =
                TransactionLabel.newBuilder()
                        .setTransactionId("t")
                        .setEventTime(Instant.ofEpochMilli(5_000))
                        .setCustomerId("c")
                        .setTerminalId("m")
                        .setAmountMinor(1_234)
                        .setFraud(true)
                        .setAvailableAt(Instant.ofEpochMilli(9_000))
                        .build();
        change.accept(record);
        return record;
    }
}
