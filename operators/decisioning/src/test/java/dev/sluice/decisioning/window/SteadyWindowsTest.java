// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.window;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;

/** What a job remembers of an entity stops growing, however long the entity goes on. */
class SteadyWindowsTest {

    private static final long DAY_MS = Duration.ofDays(1).toMillis();
    private static final int WIDEST_DAYS = 30;

    /** Those of the widest window, of the lateness, and the two that are not whole. */
    private static final int MOST_DAYS = WIDEST_DAYS + 1 + 2;

    private static final class Nodes implements WindowStore {

        private final Map<Long, WindowNode> byNumber = new HashMap<>();

        @Override
        public WindowNode get(long number) {
            return byNumber.get(number);
        }

        @Override
        public void put(long number, WindowNode node) {
            byNumber.put(number, node);
        }

        @Override
        public void remove(long number) {
            byNumber.remove(number);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {61, 62, 63})
    void anEntityThatSometimesFillsANodeKeepsANodeADayAtMost(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        AmountWindows windows = new AmountWindows(DAY_MS, 7 * DAY_MS, WIDEST_DAYS * DAY_MS);
        WindowValues values = new WindowValues(3);
        WindowNode root = new WindowNode();
        Nodes nodes = new Nodes();
        // as many in the widest window, on the average, as a node holds
        long gapMs = WIDEST_DAYS * DAY_MS / WindowIndex.LEAF_CAPACITY;
        long time = 1_577_836_800_000L;
        int most = 0;
        for (int i = 0; i < 20_000; i++) {
            time += random.nextLong(2 * gapMs);
            windows.add(root, nodes, time, "e" + i, 100, time - DAY_MS, values);
            most = Math.max(most, nodes.byNumber.size());
        }
        assertThat(most).as("seed %d", seed).isBetween(1, MOST_DAYS);
    }
}
