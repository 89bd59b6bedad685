// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.gate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EscalationCeilingTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void neverLetsMoreThanTheShareOfAnyWindowOrPrefixThrough(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double share = random.nextInt(4) == 0 ? random.nextInt(3) / 2.0 : random.nextDouble();
        int window = 1 + random.nextInt(300);
        EscalationCeiling ceiling = new EscalationCeiling(share, window);
        List<Boolean> escalated = new ArrayList<>();
        int length = 5 * window + 10;
        while (escalated.size() < length) {
            // a stream of bursts and silences of any length
            double wanted = new double[] {0, 0.01, 0.5, 1}[random.nextInt(4)];
            int burst = 1 + random.nextInt(2 * window);
            for (int i = 0; i < burst; i++) {
                escalated.add(next(ceiling, random.nextDouble() < wanted));
            }
        }
        assertKept(escalated, share, window, "seed " + seed);
    }

    @ParameterizedTest
    @CsvSource({"0.1, 10000, 1000", "0.5, 10, 15", "0.25, 100, 100", "1, 7, 40", "0.01, 99, 0"})
    void spendsTheBudgetWhenEverythingIsWanted(double share, int window, int expected) {
        EscalationCeiling ceiling = new EscalationCeiling(share, window);
        int events = window == 10_000 ? window : window == 10 ? 30 : window == 7 ? 40 : 4 * window;
        int escalations = 0;
        for (int i = 0; i < events; i++) {
            escalations += ceiling.admit() ? 1 : 0;
        }
        assertThat(escalations).isEqualTo(expected);
    }

    @Test
    void aQuietPastPaysForOneWindowOnly() {
        EscalationCeiling ceiling = new EscalationCeiling(0.1, 100);
        for (int i = 0; i < 1000; i++) {
            ceiling.pass();
        }
        int escalations = 0;
        for (int i = 0; i < 100; i++) {
            escalations += ceiling.admit() ? 1 : 0;
        }
        assertThat(escalations).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void goesOnExactlyAfterASnapshot(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double share = random.nextDouble();
        int window = 1 + random.nextInt(200);
        EscalationCeiling straight = new EscalationCeiling(share, window);
        EscalationCeiling restarted = new EscalationCeiling(share, window);
        for (int i = 0; i < 3 * window + 50; i++) {
            if (random.nextInt(20) == 0) {
                restarted =
                        EscalationCeiling.restored(share, window, List.of(restarted.snapshot()));
            }
            boolean wanted = random.nextBoolean();
            assertThat(next(restarted, wanted))
                    .as("seed %d, event %d", seed, i)
                    .isEqualTo(next(straight, wanted));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void keepsToTheShareOfItsOwnEventsAfterAnyMergeOfPredecessors(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double share = random.nextDouble() / 2;
        int window = 10 + random.nextInt(200);
        List<EscalationCeiling.Snapshot> snapshots = new ArrayList<>();
        for (int predecessor = random.nextInt(4); predecessor > 0; predecessor--) {
            // also with another window, as after a change of the policy
            EscalationCeiling ceiling = new EscalationCeiling(share, 10 + random.nextInt(300));
            int events = random.nextInt(500);
            for (int i = 0; i < events; i++) {
                next(ceiling, random.nextInt(3) > 0);
            }
            snapshots.add(ceiling.snapshot());
        }
        EscalationCeiling merged = EscalationCeiling.restored(share, window, snapshots);
        List<Boolean> escalated = new ArrayList<>();
        for (int i = 0; i < 4 * window; i++) {
            escalated.add(next(merged, random.nextInt(3) > 0));
        }
        for (int to = window; to <= escalated.size(); to++) {
            assertThat(count(escalated, to - window, to))
                    .as("seed %d, window up to %d", seed, to)
                    .isLessThanOrEqualTo((int) Math.floor(share * window));
        }
    }

    @Test
    void remembersTheBurstsOfAllPredecessors() {
        List<EscalationCeiling.Snapshot> snapshots = new ArrayList<>();
        for (int subtask = 0; subtask < 2; subtask++) {
            EscalationCeiling ceiling = new EscalationCeiling(0.1, 100);
            for (int i = 0; i < 100; i++) {
                next(ceiling, i >= 50);
            }
            snapshots.add(ceiling.snapshot());
        }

        EscalationCeiling merged = EscalationCeiling.restored(0.1, 100, snapshots);

        // each spent its 10 in the last 50 events, so the merged window holds 20 and is overdrawn
        assertThat(merged.admit()).isFalse();
    }

    @Test
    void refusesAShareOrAWindowThatCannotBe() {
        assertThatThrownBy(() -> new EscalationCeiling(1.1, 10)).hasMessageContaining("1.1");
        assertThatThrownBy(() -> new EscalationCeiling(Double.NaN, 10)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new EscalationCeiling(0.1, 0)).hasMessageContaining("0");
    }

    private static boolean next(EscalationCeiling ceiling, boolean wanted) {
        if (wanted) {
            return ceiling.admit();
        }
        ceiling.pass();
        return false;
    }

    private static void assertKept(
            List<Boolean> escalated, double share, int window, String description) {
        for (int to = 1; to <= escalated.size(); to++) {
            int from = Math.max(0, to - window);
            assertThat((double) count(escalated, from, to))
                    .as("%s, share %s, events %d to %d", description, share, from, to)
                    .isLessThanOrEqualTo(share * (to - from));
        }
        assertThat((double) count(escalated, 0, escalated.size()))
                .as(description)
                .isLessThanOrEqualTo(share * escalated.size() + 1e-9);
    }

    private static int count(List<Boolean> escalated, int from, int to) {
        return (int) escalated.subList(from, to).stream().filter(hit -> hit).count();
    }
}
