// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.demo.Shipment;
import dev.sluice.cli.explain.Party;
import dev.sluice.fraud.CardLabel;
import dev.sluice.fraud.FraudFeatures;
import dev.sluice.fraud.FraudRecords;
import dev.sluice.fraud.LabelledTransaction;
import dev.sluice.schema.AvroWireFormat;
import dev.sluice.schema.Transaction;
import dev.sluice.schema.TransactionLabel;
import dev.sluice.schema.WireFormat;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A card transaction of the past; its label goes out if it was a fraud, and counts a week later.
 *
 * @param labelled the transaction and the truth about it
 * @param formats how it is written, shared by the events of a history
 */
record FraudEvent(LabelledTransaction labelled, Formats formats) implements PastEvent {

    /** How transactions and labels are written; not thread-safe. */
    static final class Formats {

        private final WireFormat<Transaction> transactions = AvroWireFormat.of(Transaction.class);
        private final WireFormat<TransactionLabel> labels =
                AvroWireFormat.of(TransactionLabel.class);
    }

    @Override
    public String id() {
        return labelled.transaction().transactionId();
    }

    @Override
    public long timeMs() {
        return labelled.transaction().eventTimeMs();
    }

    @Override
    public List<Party> parties() {
        return List.of(new Party("terminal", labelled.transaction().terminalId()));
    }

    @Override
    public String hindsight() {
        String truth = labelled.fraud() ? "fraud" : "legitimate";
        String kind =
                labelled.scenario() == 0
                        ? ""
                        : ". "
                                + FraudFeatures.INPUTS
                                        .explanations()
                                        .get(labelled.scenario())
                                        .statement();
        return "the data says "
                + truth
                + (kind.isEmpty() ? "." : kind)
                + " The decision has not seen that.";
    }

    @Override
    public Shipment shipment() {
        byte[] key = labelled.transaction().customerId().getBytes(StandardCharsets.UTF_8);
        byte[] event = formats.transactions.encode(FraudRecords.of(labelled.transaction()));
        return new Shipment(timeMs(), key, event, labels(key));
    }

    private List<Shipment.Label> labels(byte[] key) {
        if (!labelled.fraud()) {
            return List.of();
        }
        CardLabel label = labelled.label(LabelledTransaction.LABEL_DELAY);
        return List.of(
                new Shipment.Label(
                        label.availableAtMs(), key, formats.labels.encode(FraudRecords.of(label))));
    }
}
