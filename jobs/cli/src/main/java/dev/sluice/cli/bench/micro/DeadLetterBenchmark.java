// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.micro;

import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.fraud.CardTransaction;
import dev.sluice.fraud.FraudRecords;
import dev.sluice.schema.AvroWireFormat;
import dev.sluice.schema.Transaction;
import dev.sluice.schema.WireFormat;
import dev.sluice.schema.WireFormatException;
import dev.sluice.stream.decision.DeadLetterFormat;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a record takes that is refused: a producer gone wrong sends nothing else. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DeadLetterBenchmark {

    private final WireFormat<Transaction> events = AvroWireFormat.of(Transaction.class);
    private final DeadLetterFormat letters = new DeadLetterFormat();
    private final byte[] key = "4711".getBytes(StandardCharsets.UTF_8);
    private byte[] cutOff;
    private long offset;

    /** A transaction whose last bytes are missing. */
    @Setup
    public void record() {
        byte[] whole =
                events.encode(
                        FraudRecords.of(
                                new CardTransaction(
                                        "1000000000017", 1_577_836_800_000L, "4711", "17", 5_730)));
        cutOff = Arrays.copyOf(whole, whole.length - 3);
    }

    /** Tries to read the record, and writes the dead letter that comes of it. */
    @Benchmark
    public byte[] deadLetter() {
        try {
            throw new IllegalStateException(
                    "A record that is cut off was read as " + events.decode(cutOff));
        } catch (WireFormatException e) {
            return letters.encode(
                    new DeadLetter(
                            "events",
                            0,
                            offset++,
                            1_577_836_800_000L,
                            key,
                            cutOff,
                            cutOff.length,
                            "",
                            List.of(),
                            "ingest",
                            DeadLetter.Reason.UNREADABLE,
                            e.getMessage(),
                            1_577_836_800_100L));
        }
    }
}
