// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.window;

import dev.sluice.decisioning.event.ContextRows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HistoryTest {

    private static final long NEVER = Long.MIN_VALUE;
    private static final HistoryShape SHAPE = new HistoryShape(4, 2, 1_000);

    private record Row(long time, String id, float[] values) {}

    private final History history = new History();

    @Test
    void missingRowsAreZeroAndStandInFront() {
        assertThat(add(1, "a", 1)).containsExactly(0, 0, 0, 0, 0, 0, 1, -1);
        assertThat(add(2, "b", 2)).containsExactly(0, 0, 0, 0, 1, -1, 2, -2);
    }

    @Test
    void outOfOrderEventSeesTheRetainedRowsThatPrecedeIt() {
        for (int i = 1; i <= 6; i++) {
            add(10 * i, "a", i);
        }
        // rows 3 to 6 are retained
        assertThat(add(45, "x", 9)).containsExactly(0, 0, 3, -3, 4, -4, 9, -9);
        assertThat(add(50, "b", 7)).containsExactly(4, -4, 9, -9, 5, -5, 7, -7);
        assertThat(add(1, "old", 8)).containsExactly(0, 0, 0, 0, 0, 0, 8, -8);
        assertThat(history.previousMs(SHAPE, 45, "x", NEVER)).isEqualTo(NEVER);
    }

    @Test
    void moreIsKeptThanAContextShows() {
        HistoryShape shown = new HistoryShape(2, 2, 15);
        for (int i = 1; i <= 4; i++) {
            history.add(SHAPE, shown, 10 * i, "a", new float[] {i, -i}, NEVER);
        }
        assertThat(history.add(SHAPE, shown, 44, "x", new float[] {9, -9}, NEVER).toArray())
                .containsExactly(4, -4, 9, -9);
        assertThat(history.add(SHAPE, shown, 60, "y", new float[] {8, -8}, NEVER).toArray())
                .containsExactly(0, 0, 8, -8);
        // rows of 30, 40, 44 and 60 are kept
        assertThat(add(61, "z", 7)).containsExactly(4, -4, 9, -9, 8, -8, 7, -7);
    }

    @Test
    void rowsAsOldAsTheRetentionAreNotSeen() {
        add(0, "a", 1);
        assertThat(history.previousMs(SHAPE, 999, "b", NEVER)).isZero();
        assertThat(history.previousMs(SHAPE, 1_000, "b", NEVER)).isEqualTo(NEVER);
        assertThat(add(1_000, "b", 2)).containsExactly(0, 0, 0, 0, 0, 0, 2, -2);
    }

    @Test
    void contextIsNeverTouchedAgain() {
        SplittableRandom random = new SplittableRandom(41);
        List<ContextRows> contexts = new ArrayList<>();
        List<float[]> copies = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            // most in order, some behind others that are there
            long time = 10 * i - (random.nextInt(5) == 0 ? random.nextLong(60) : 0);
            contexts.add(history.add(SHAPE, time, "e" + i, new float[] {i, -i}, NEVER));
            copies.add(contexts.get(i).toArray().clone());
        }
        for (int i = 0; i < contexts.size(); i++) {
            assertThat(contexts.get(i).toArray())
                    .as("seed 41 event %d", i)
                    .containsExactly(copies.get(i));
        }
    }

    @Test
    void goesOnFromAFullHistoryWithoutRoom() {
        // as it was stored before rows had room behind them
        history.size = 4;
        history.times = new long[] {10, 20, 30, 40};
        history.ids = new String[] {"a", "a", "a", "a"};
        history.rows = new float[] {1, -1, 2, -2, 3, -3, 4, -4};
        assertThat(add(50, "a", 5)).containsExactly(2, -2, 3, -3, 4, -4, 5, -5);
        assertThat(add(45, "x", 9)).containsExactly(2, -2, 3, -3, 4, -4, 9, -9);
        assertThat(history.value(SHAPE, 3, 1)).isEqualTo(-5);
    }

    @Test
    void trimDropsAllOrNothing() {
        add(500, "a", 1);
        assertThat(history.trim(SHAPE, 1_499)).isEqualTo(500);
        assertThat(history.trim(SHAPE, 1_500)).isEqualTo(NEVER);
        assertThat(history.size).isZero();
    }

    @Test
    void shapeMustNotBeEmpty() {
        assertThatThrownBy(() -> new HistoryShape(0, 1, 1)).hasMessageContaining("rows is 0");
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33})
    void equalsBruteForceOnRandomStreams(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Row> retained = new ArrayList<>();
        Comparator<Row> order = Comparator.comparingLong(Row::time).thenComparing(Row::id);
        long now = 0;
        for (int i = 0; i < 5_000; i++) {
            now += random.nextLong(500);
            Row row =
                    new Row(
                            now - random.nextLong(4) * random.nextLong(800),
                            "e" + i,
                            new float[] {i, -i});
            List<Row> seen =
                    retained.stream()
                            .filter(other -> order.compare(other, row) < 0)
                            .filter(other -> other.time() > row.time() - SHAPE.retentionMs())
                            .toList();
            float[] expected = new float[8];
            for (int back = 0; back < Math.min(3, seen.size()); back++) {
                Row other = seen.get(seen.size() - 1 - back);
                System.arraycopy(other.values(), 0, expected, 4 - 2 * back, 2);
            }
            System.arraycopy(row.values(), 0, expected, 6, 2);
            assertThat(history.add(SHAPE, row.time(), row.id(), row.values(), NEVER).toArray())
                    .as("seed %d event %d", seed, i)
                    .containsExactly(expected);
            retained.add(row);
            retained.sort(order);
            if (retained.size() > SHAPE.rows()) {
                retained.remove(0);
            }
        }
    }

    private float[] add(long time, String id, float value) {
        return history.add(SHAPE, time, id, new float[] {value, -value}, NEVER).toArray();
    }
}
