// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.schema;

import dev.sluice.schema.WireFormatException.Reason;

import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class AvroWireFormatTest {

    private final AvroWireFormat<Transaction> transactions = AvroWireFormat.of(Transaction.class);
    private final AvroWireFormat<Decision> decisions = AvroWireFormat.of(Decision.class);
    private final AvroWireFormat<DeadLetter> deadLetters = AvroWireFormat.of(DeadLetter.class);

    @Test
    void readsWhatItWrote() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            Transaction transaction = transaction(random);
            assertThat(transactions.decode(transactions.encode(transaction)))
                    .as("seed %d", seed)
                    .isEqualTo(transaction);
        }
    }

    @Test
    void isTheEncodingThatAvroItselfWritesAndReads() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            Transaction transaction = transaction(random);
            byte[] bytes = transactions.encode(transaction);
            assertThat(bytes)
                    .as("seed %d", seed)
                    .isEqualTo(Transaction.getEncoder().encode(transaction).array());
            assertThat(Transaction.getDecoder().decode(bytes))
                    .as("seed %d", seed)
                    .isEqualTo(transaction);
        }
        assertThat(decisions.encode(Samples.decision()))
                .isEqualTo(Decision.getEncoder().encode(Samples.decision()).array());
        assertThat(deadLetters.encode(Samples.deadLetter()))
                .isEqualTo(DeadLetter.getEncoder().encode(Samples.deadLetter()).array());
    }

    @Test
    void refusesARecordWithoutARequiredValue() {
        Transaction transaction = Samples.transaction();
        transaction.setCustomerId(null);
        assertThatThrownBy(() -> transactions.encode(transaction))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dev.sluice.schema.Transaction")
                .hasMessageContaining("customer_id");
    }

    @Test
    void anUnknownFingerprintIsAWrongSchema() {
        WireFormatException refused =
                refusal(transactions, AvroWireFormat.of(Control.class).encode(Samples.control()));
        assertThat(refused.reason()).isEqualTo(Reason.WRONG_SCHEMA);
        assertThat(refused).hasMessageContaining("dev.sluice.schema.Transaction");
    }

    @Test
    void bytesWithoutTheHeaderAreUnreadable() {
        for (byte[] bytes : List.of(new byte[0], new byte[9], new byte[64])) {
            assertThat(refusal(transactions, bytes).reason()).isEqualTo(Reason.UNREADABLE);
        }
        assertThat(refusal(transactions, null).reason()).isEqualTo(Reason.UNREADABLE);
    }

    @Test
    void everyTruncationIsUnreadable() {
        for (WireFormatAndBytes one : formats()) {
            for (int length = 0; length < one.bytes().length; length++) {
                assertThat(refusal(one.format(), Arrays.copyOf(one.bytes(), length)).reason())
                        .as("%d of %d bytes", length, one.bytes().length)
                        .isEqualTo(Reason.UNREADABLE);
            }
        }
    }

    @Test
    void bytesAfterTheRecordAreUnreadable() {
        byte[] bytes = transactions.encode(Samples.transaction());
        WireFormatException refused = refusal(transactions, Arrays.copyOf(bytes, bytes.length + 1));
        assertThat(refused.reason()).isEqualTo(Reason.UNREADABLE);
        assertThat(refused).hasMessageContaining("1 bytes are left");
    }

    @Test
    void textThatIsNoUtf8IsUnreadable() {
        byte[] bytes = transactions.encode(Samples.transaction());
        bytes[AvroWireFormat.HEADER_BYTES + 1] = (byte) 0xC3;
        assertThat(refusal(transactions, bytes)).hasMessageContaining("UTF-8");
    }

    @Test
    void aBooleanThatIsNeitherIsUnreadable() throws Exception {
        AvroWireFormat<TransactionLabel> labels = AvroWireFormat.of(TransactionLabel.class);
        TransactionLabel label = Samples.transactionLabel();
        byte[] bad = labels.encode(label);
        label.setFraud(false);
        int place = Arrays.mismatch(bad, labels.encode(label));
        bad[place] = 2;
        assertThat(refusal(labels, bad)).hasMessageContaining("boolean");
    }

    @Test
    void aClaimedLengthTakesNoMemory() {
        byte[] header = AvroWireFormat.header(DeadLetter.getClassSchema());
        for (long claim : new long[] {Integer.MAX_VALUE - 8L, 1L << 40, -1, Long.MIN_VALUE}) {
            ByteArrayEncoder text = new ByteArrayEncoder(64);
            text.writeFixed(header, 0, header.length);
            text.writeLong(claim);

            ByteArrayEncoder array = new ByteArrayEncoder(64);
            array.writeFixed(header, 0, header.length);
            array.writeString("topic");
            array.writeInt(0);
            array.writeLong(0);
            array.writeLong(0);
            array.writeIndex(0);
            array.writeIndex(0);
            array.writeInt(-1);
            array.writeString("");
            array.writeLong(claim);

            for (ByteArrayEncoder hostile : List.of(text, array)) {
                byte[] bytes = hostile.toByteArray();
                refusal(deadLetters, bytes);
                long before = allocated();
                assertThat(refusal(deadLetters, bytes).reason()).isEqualTo(Reason.UNREADABLE);
                assertThat(allocated() - before)
                        .as("bytes for a claim of %d", claim)
                        .isLessThan(100_000L);
            }
        }
    }

    @Test
    void anyBytesAreReadOrRefused() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (WireFormatAndBytes one : formats()) {
            for (int i = 0; i < 5_000; i++) {
                byte[] bytes = one.bytes().clone();
                for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                    int span = bytes.length - AvroWireFormat.HEADER_BYTES;
                    int place = AvroWireFormat.HEADER_BYTES + random.nextInt(span);
                    bytes[place] = (byte) random.nextInt();
                }
                try {
                    one.format().decode(bytes);
                } catch (WireFormatException expected) {
                    assertThat(expected.reason()).isEqualTo(Reason.UNREADABLE);
                } catch (Throwable thrown) {
                    throw new AssertionError("seed " + seed, thrown);
                }
            }
        }
    }

    @Test
    void writingTakesLittleMoreMemoryThanTheBytes() {
        Transaction transaction = new Transaction("tx", Instant.EPOCH, "c", "t", 1L, "EUR");
        int rounds = 10_000;
        for (int i = 0; i < rounds; i++) {
            transactions.encode(transaction);
        }
        long before = allocated();
        for (int i = 0; i < rounds; i++) {
            transactions.encode(transaction);
        }
        // the array of 21 bytes, and Avro's boxes for the two numbers
        assertThat((allocated() - before) / rounds).as("bytes a record").isLessThan(160L);
    }

    private record WireFormatAndBytes(WireFormat<? extends SpecificRecord> format, byte[] bytes) {}

    private List<WireFormatAndBytes> formats() {
        return List.of(
                new WireFormatAndBytes(transactions, transactions.encode(Samples.transaction())),
                new WireFormatAndBytes(decisions, decisions.encode(Samples.decision())),
                new WireFormatAndBytes(deadLetters, deadLetters.encode(Samples.deadLetter())));
    }

    private static WireFormatException refusal(WireFormat<?> format, byte[] bytes) {
        return catchThrowableOfType(WireFormatException.class, () -> format.decode(bytes));
    }

    private static Transaction transaction(Random random) {
        return new Transaction(
                text(random),
                Instant.ofEpochMilli(random.nextLong() >> random.nextInt(50)),
                text(random),
                text(random),
                random.nextLong() >> random.nextInt(64),
                text(random));
    }

    private static String text(Random random) {
        int highest = random.nextBoolean() ? 0x7F : 0xD7FF;
        int length = random.nextInt(200);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) random.nextInt(highest));
        }
        return text.toString();
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }
}
