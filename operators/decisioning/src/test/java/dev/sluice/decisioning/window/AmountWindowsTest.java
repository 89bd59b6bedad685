// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.window;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AmountWindowsTest {

    private static final long DAY = 86_400_000L;
    private static final long[] WIDTHS = {DAY, 7 * DAY, 30 * DAY};
    private static final long NEVER = Long.MIN_VALUE;

    private record Event(long time, String id, long amount) {}

    private final AmountWindows windows = new AmountWindows(WIDTHS);
    private final WindowNode root = new WindowNode();
    private final CopyingWindowStore store = new CopyingWindowStore();
    private final WindowValues values = new WindowValues(WIDTHS.length);

    @Test
    void windowIsOpenBelowAndClosedAbove() {
        add(1_000, "a", 5);
        add(1_000 + DAY - 1, "b", 7);
        assertThat(values.sum(0)).isEqualTo(12);
        add(1_000 + DAY, "c", 11);
        assertThat(values.sum(0)).as("a is a day old, out").isEqualTo(18);
        assertThat(values.sum(1)).isEqualTo(23);
    }

    @Test
    void equalTimeWithLargerIdIsNotYetSeen() {
        add(1_000, "b", 5);
        add(1_000, "a", 7);
        assertThat(values.count(0)).isEqualTo(1);
        assertThat(values.sum(0)).isEqualTo(7);
        add(1_000, "c", 11);
        assertThat(values.sum(0)).isEqualTo(23);
    }

    @Test
    void outOfOrderEventSeesOnlyWhatPrecedesIt() {
        add(5_000, "a", 5);
        add(4_000, "b", 7);
        assertThat(values.sum(2)).isEqualTo(7);
        add(6_000, "c", 1);
        assertThat(values.sum(2)).isEqualTo(13);
    }

    @Test
    void eventBehindAllThatTheHorizonLeavesStandsAlone() {
        windows.add(root, store, 40 * DAY, "a", 5, 40 * DAY, values);
        windows.add(root, store, 10 * DAY, "b", 7, 40 * DAY, values);
        assertThat(values.count(2)).isEqualTo(1);
        assertThat(values.sum(2)).isEqualTo(7);
    }

    @Test
    void widthsMustBePositive() {
        assertThatThrownBy(() -> new AmountWindows(DAY, 0))
                .hasMessageContaining("0 ms wide")
                .hasMessageContaining("at least 1 ms");
        assertThatThrownBy(AmountWindows::new).hasMessageContaining("at least one");
    }

    /** Spans from "all in one second" to "a month", so that every level of the index splits. */
    @ParameterizedTest
    @CsvSource({
        "1, 2000",
        "2, 90000",
        "3, 5000000",
        "4, 200000000",
        "5, 3000000000",
        "6, 5000000000"
    })
    void equalsBruteForceOnRandomStreams(long seed, long span) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Event> seen = new ArrayList<>();
        long base = 1_522_540_800_000L;
        for (int i = 0; i < 1_500; i++) {
            long step = span * i / 1_500;
            long time = base + step - random.nextLong(Math.max(1, span / 20));
            if (random.nextInt(4) == 0 && !seen.isEmpty()) {
                time = seen.get(random.nextInt(seen.size())).time();
            }
            Event event =
                    new Event(time, "e" + random.nextInt(100_000), random.nextLong(1_000_000));
            // half of the runs know of a horizon, which must change nothing
            long horizon = seed % 2 == 0 ? NEVER : base - span / 20;
            seen.add(event);
            windows.add(root, store, time, event.id(), event.amount(), horizon, values);
            for (int w = 0; w < WIDTHS.length; w++) {
                long width = WIDTHS[w];
                List<Event> inside =
                        seen.stream().filter(other -> isInside(other, event, width)).toList();
                assertThat(values.count(w))
                        .as("seed %d event %d", seed, i)
                        .isEqualTo(inside.size());
                assertThat(values.sum(w))
                        .as("seed %d event %d", seed, i)
                        .isEqualTo(inside.stream().mapToLong(Event::amount).sum());
            }
        }
        assertThat(root.size).isLessThanOrEqualTo(WindowIndex.LEAF_CAPACITY);
    }

    @Test
    void whenTrimmingRunsChangesNothing() {
        long seed = 7;
        SplittableRandom random = new SplittableRandom(seed);
        WindowNode other = new WindowNode();
        CopyingWindowStore otherStore = new CopyingWindowStore();
        WindowValues otherValues = new WindowValues(WIDTHS.length);
        long time = 0;
        long lateness = DAY;
        for (int i = 0; i < 3_000; i++) {
            time += random.nextLong(DAY / 20);
            long horizon = time - lateness;
            long at = horizon + random.nextLong(lateness);
            if (random.nextInt(50) == 0) {
                at = horizon - random.nextLong(40 * DAY);
            }
            if (random.nextInt(3) == 0) {
                windows.trim(root, store, horizon);
            }
            String id = "e" + i;
            windows.add(root, store, at, id, i, horizon, values);
            windows.add(other, otherStore, at, id, i, horizon, otherValues);
            for (int w = 0; w < WIDTHS.length; w++) {
                assertThat(values.sum(w))
                        .as("seed %d event %d", seed, i)
                        .isEqualTo(otherValues.sum(w));
            }
        }
    }

    @Test
    void busyEntityCostsNodesOfBoundedSizeAndForgetsThem() {
        for (int i = 0; i < 50_000; i++) {
            windows.add(root, store, i * 2_000L, "e" + i, 1, NEVER, values);
        }
        assertThat(store.largest()).isLessThanOrEqualTo(WindowIndex.LEAF_CAPACITY);
        assertThat(windows.trim(root, store, 40 * DAY)).isEqualTo(NEVER);
        assertThat(store.size()).isZero();
    }

    private void add(long time, String id, long amount) {
        windows.add(root, store, time, id, amount, NEVER, values);
    }

    private static boolean isInside(Event other, Event event, long width) {
        return other.time() > event.time() - width
                && (other.time() < event.time()
                        || (other.time() == event.time() && other.id().compareTo(event.id()) <= 0));
    }
}
