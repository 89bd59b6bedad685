// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.it;

import dev.sluice.schema.AvroWireFormat;
import dev.sluice.schema.Control;
import dev.sluice.schema.SensorReading;
import dev.sluice.schema.SensorValue;
import dev.sluice.schema.Transaction;
import dev.sluice.schema.TransactionLabel;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Every field at its worst, and what is no transaction at all. */
final class HostileTransactions {

    /** What all ids of these begin with. */
    static final String ID = "4111111111111111";

    private static final List<String> TEXTS =
            List.of(
                    "",
                    " \t",
                    "\u0000",
                    "a\nb\r",
                    "\u202e\u0639\u0631\u0628\u064a",
                    "\ud83d\ude00",
                    "e\u0301\u0301\u0301",
                    "' OR 1=1 --",
                    "${jndi:ldap://localhost/a}",
                    "../../etc/passwd",
                    "x".repeat(239),
                    "x".repeat(257),
                    "\u4e2d".repeat(100_000));

    private static final List<Long> NUMBERS =
            List.of(
                    Long.MIN_VALUE,
                    -1L,
                    0L,
                    1L,
                    1_000_000_000_000L,
                    1_000_000_000_001L,
                    Long.MAX_VALUE);

    private final Instant now;
    private int next;

    HostileTransactions(Instant now) {
        this.now = now;
    }

    /** Values for the topic of the events, no two with the same id. */
    List<byte[]> events() {
        AvroWireFormat<Transaction> format = AvroWireFormat.of(Transaction.class);
        List<byte[]> values = new ArrayList<>();
        for (String text : TEXTS) {
            values.add(format.encode(transaction(t -> t.setTransactionId(id(text)))));
            values.add(format.encode(transaction(t -> t.setCustomerId(id(text)))));
            values.add(format.encode(transaction(t -> t.setTerminalId(id(text)))));
            values.add(format.encode(transaction(t -> t.setCurrency(text))));
        }
        for (long number : NUMBERS) {
            values.add(format.encode(transaction(t -> t.setAmountMinor(number))));
            values.add(
                    format.encode(transaction(t -> t.setEventTime(Instant.ofEpochMilli(number)))));
        }
        values.addAll(noTransactions());
        return values;
    }

    /** A transaction of a producer whose clock is ahead. */
    byte[] ahead(Instant time) {
        return AvroWireFormat.of(Transaction.class).encode(transaction(t -> t.setEventTime(time)));
    }

    /** Values for the topic of the labels. */
    List<byte[]> labels() {
        AvroWireFormat<TransactionLabel> format = AvroWireFormat.of(TransactionLabel.class);
        List<byte[]> values = new ArrayList<>();
        for (long number : NUMBERS) {
            Instant time = Instant.ofEpochMilli(number);
            values.add(format.encode(label(l -> l.setEventTime(time))));
            values.add(format.encode(label(l -> l.setAvailableAt(time))));
            values.add(format.encode(label(l -> l.setAmountMinor(number))));
            values.add(format.encode(label(l -> l.setScenario((int) number))));
        }
        for (String text : TEXTS) {
            values.add(format.encode(label(l -> l.setTransactionId(id(text)))));
            values.add(format.encode(label(l -> l.setTerminalId(id(text)))));
        }
        values.addAll(noTransactions());
        return values;
    }

    /** What somebody sent to the wrong topic. */
    private List<byte[]> noTransactions() {
        return List.of(
                new byte[0],
                new byte[] {(byte) 0xC3, 1},
                "{\"transaction_id\": 1}".getBytes(StandardCharsets.UTF_8),
                new byte[10 << 20],
                AvroWireFormat.of(Control.class)
                        .encode(new Control("gate.mode", "off", now, "nobody")),
                AvroWireFormat.of(SensorReading.class)
                        .encode(
                                new SensorReading(
                                        "pump",
                                        now,
                                        List.of(new SensorValue("a", Double.NaN, "")))));
    }

    private String id(String text) {
        return text.isBlank() || text.length() > 200 ? text : ID + text + "-" + next;
    }

    private Transaction transaction(Consumer<Transaction> change) {
        next++;
        Transaction transaction =
                new Transaction(
                        ID + "-t" + next, now, ID + "-c" + next, ID + "-m" + next, 4_200L, "EUR");
        change.accept(transaction);
        return transaction;
    }

    private TransactionLabel label(Consumer<TransactionLabel> change) {
        next++;
        TransactionLabel label =
                new TransactionLabel(
                        ID + "-t" + next,
                        ID + "-c" + next,
                        ID + "-m" + next,
                        now.minusSeconds(86_400),
                        4_200L,
                        true,
                        1,
                        now);
        change.accept(label);
        return label;
    }
}
