// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.micro;

import dev.sluice.decisioning.event.ContextRows;
import dev.sluice.decisioning.window.AmountWindows;
import dev.sluice.decisioning.window.History;
import dev.sluice.decisioning.window.HistoryShape;
import dev.sluice.decisioning.window.WindowNode;
import dev.sluice.decisioning.window.WindowStore;
import dev.sluice.decisioning.window.WindowValues;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * What the features of one event take once an entity's state is found: its windows on the heap, and
 * its history. Entities have a few events a day, as cards do.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FeatureBenchmark {

    private static final int ENTITIES = 4_096;
    private static final int WARM_EVENTS = 64;
    private static final int CHANNELS = 6;
    private static final int ROWS = 32;
    private static final int HIGHEST = 20_000;
    private static final long DAY_MS = Duration.ofDays(1).toMillis();
    private static final long STEP_MS = DAY_MS / 2 / ENTITIES;

    private final AmountWindows windows = new AmountWindows(DAY_MS, 7 * DAY_MS, 30 * DAY_MS);
    private final WindowValues values = new WindowValues(3);
    private final HistoryShape shape = new HistoryShape(ROWS, CHANNELS, 30 * DAY_MS);
    private final HistoryShape memory = new HistoryShape(2 * ROWS, CHANNELS, 60 * DAY_MS);
    private final float[] row = new float[CHANNELS];
    private final SplittableRandom random = new SplittableRandom(1);
    private Entity[] entities;
    private long windowMs;
    private long historyMs;

    private static final class Entity implements WindowStore {

        private final WindowNode root = new WindowNode();
        private final History history = new History();
        private final Map<Long, WindowNode> nodes = new HashMap<>();

        @Override
        public WindowNode get(long number) {
            return nodes.get(number);
        }

        @Override
        public void put(long number, WindowNode node) {
            nodes.put(number, node);
        }

        @Override
        public void remove(long number) {
            nodes.remove(number);
        }
    }

    /** Entities whose longest windows are full. */
    @Setup
    public void fill() {
        entities = new Entity[ENTITIES];
        for (int i = 0; i < ENTITIES; i++) {
            entities[i] = new Entity();
        }
        for (int i = 0; i < WARM_EVENTS * ENTITIES; i++) {
            windows();
            history();
        }
    }

    /** Adds the next event to the windows of an entity, and reads them. */
    @Benchmark
    public WindowValues windows() {
        windowMs += STEP_MS;
        Entity entity = entities[random.nextInt(ENTITIES)];
        windows.add(
                entity.root,
                entity,
                windowMs,
                "1",
                random.nextInt(HIGHEST),
                windowMs - DAY_MS,
                values);
        return values;
    }

    /** Adds the next event to the history of an entity, and takes the context. */
    @Benchmark
    public ContextRows history() {
        historyMs += STEP_MS;
        row[0] = random.nextInt(HIGHEST);
        return entities[random.nextInt(ENTITIES)].history.add(
                memory, shape, historyMs, "1", row, historyMs - DAY_MS);
    }
}
