// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.micro;

import dev.sluice.decisioning.event.ContextRows;
import dev.sluice.decisioning.window.AmountWindows;
import dev.sluice.decisioning.window.HistoryShape;
import dev.sluice.decisioning.window.WindowValues;
import dev.sluice.fraud.CustomerState;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * What it takes to bring the state of a customer up to date with one event: found, windows and
 * history changed, stored again. Customers have a few events a day.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StateBenchmark {

    private static final int CUSTOMERS = 4_096;
    private static final int WARM_EVENTS = 80;
    private static final int CHANNELS = 6;
    private static final int ROWS = 32;
    private static final int HIGHEST = 20_000;
    private static final long DAY_MS = Duration.ofDays(1).toMillis();
    private static final long STEP_MS = DAY_MS / 2 / CUSTOMERS;

    /** Where the state is: objects on the heap, or bytes as Flink writes them to RocksDB. */
    @Param({"heap", "rocksdb"})
    public String backend;

    private final AmountWindows windows = new AmountWindows(DAY_MS, 7 * DAY_MS, 30 * DAY_MS);
    private final WindowValues values = new WindowValues(3);
    private final HistoryShape shape = new HistoryShape(ROWS, CHANNELS, 30 * DAY_MS);
    private final HistoryShape memory = new HistoryShape(2 * ROWS, CHANNELS, 60 * DAY_MS);
    private final float[] row = new float[CHANNELS];
    private final SplittableRandom random = new SplittableRandom(1);
    private CustomerStates states;
    private long timeMs;

    /** Customers whose histories are full. */
    @Setup
    public void fill() throws IOException {
        states = CustomerStates.of(backend);
        for (int i = 0; i < WARM_EVENTS * CUSTOMERS; i++) {
            update();
        }
    }

    /** Frees what the backend holds. */
    @TearDown
    public void close() throws IOException {
        states.close();
    }

    /** Brings the state of some customer up to date with the next event. */
    @Benchmark
    public ContextRows update() throws IOException {
        timeMs += STEP_MS;
        int customer = random.nextInt(CUSTOMERS);
        CustomerState state = states.get(customer);
        int amount = random.nextInt(HIGHEST);
        windows.add(
                state.windows,
                states.nodes(customer),
                timeMs,
                "1",
                amount,
                timeMs - DAY_MS,
                values);
        row[0] = amount;
        ContextRows context = state.history.add(memory, shape, timeMs, "1", row, timeMs - DAY_MS);
        states.put(customer, state);
        return context;
    }
}
