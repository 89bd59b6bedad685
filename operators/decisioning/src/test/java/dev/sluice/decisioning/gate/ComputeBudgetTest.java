// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.gate;

import dev.sluice.decisioning.gate.ComputeBudget.Purpose;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ComputeBudgetTest {

    private static final double EPSILON = 1e-6;

    /** Arrivals in any pattern, restarts at any parallelism: the sum never passes the ceiling. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void keepsEveryWindowOfAShareUnderTheCeilingWhateverArrives(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double share = 0.001 + random.nextDouble() * 0.3;
        BudgetConfig config =
                new BudgetConfig(
                        BudgetUnit.EVENTS, share, random.nextDouble() / 2, random.nextDouble() / 2);
        int parallelism = 1 + random.nextInt(8);
        List<ComputeBudget> subtasks = subtasks(config, parallelism, List.of());
        int[] spent = new int[30_000];
        double appetite = random.nextDouble();
        for (int i = 0; i < spent.length; i++) {
            if (random.nextInt(2_000) == 0) {
                appetite = random.nextInt(3) / 2.0;
            }
            if (random.nextInt(5_000) == 0) {
                List<ComputeBudget.Snapshot> snapshots = new ArrayList<>();
                subtasks.forEach(subtask -> snapshots.add(subtask.snapshot()));
                parallelism = 1 + random.nextInt(8);
                subtasks = subtasks(config, parallelism, snapshots);
            }
            ComputeBudget budget = subtasks.get(random.nextInt(parallelism));
            budget.earn(0);
            if (random.nextDouble() < appetite
                    && budget.spend(Purpose.values()[random.nextInt(3)], 1)) {
                spent[i] = 1;
            }
        }

        // each of at most eight subtasks may save what a thousand events earn, and a look a purpose
        double saved = 8 * (share * ComputeBudget.SAVED_EVENTS + 3);
        for (int window : new int[] {1_000, 10_000, spent.length}) {
            int inWindow = 0;
            for (int i = 0; i < spent.length; i++) {
                inWindow += spent[i] - (i >= window ? spent[i - window] : 0);
                assertThat((double) inWindow)
                        .as("seed %d, window %d to event %d", seed, window, i)
                        .isLessThanOrEqualTo(share * window + saved + EPSILON);
            }
        }
        assertPrefixes(seed, spent, share);
    }

    /** No credit is there to begin with: no prefix ever costs more than its share. */
    private static void assertPrefixes(long seed, int[] spent, double share) {
        int sum = 0;
        for (int i = 0; i < spent.length; i++) {
            sum += spent[i];
            assertThat((double) sum)
                    .as("seed %d, first %d events", seed, i + 1)
                    .isLessThanOrEqualTo(share * (i + 1) + EPSILON);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15})
    void keepsARateOfTheWholeJobUnderTheCeilingWhateverArrives(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double rate = 10 + random.nextDouble() * 1_000;
        BudgetConfig config = new BudgetConfig(BudgetUnit.PASSES, rate, 0.1, 0.1);
        int parallelism = 1 + random.nextInt(8);
        List<ComputeBudget> subtasks = subtasks(config, parallelism, List.of());
        double spent = 0;
        long begin = 5_000_000;
        long now = begin;
        for (int i = 0; i < 50_000; i++) {
            now += random.nextInt(10) == 0 ? random.nextInt(50) : 0;
            // a clock that goes back must earn nothing twice
            long seen = now - (random.nextInt(20) == 0 ? random.nextInt(1_000) : 0);
            ComputeBudget budget = subtasks.get(random.nextInt(parallelism));
            budget.earn(seen);
            spent += budget.spend(Purpose.values()[random.nextInt(3)], 5) ? 5 : 0;
        }

        // a look may be owed by each bucket of each subtask
        assertThat(spent)
                .as("seed %d", seed)
                .isLessThanOrEqualTo(rate * (now - begin) / 1e3 + 3 * 5 * parallelism);
        assertThat(spent).as("seed %d", seed).isPositive();
    }

    @Test
    void spendsAllThatItMayWhereThereIsAlwaysSomethingToSpendItOn() {
        ComputeBudget budget = new ComputeBudget(BudgetConfig.ofEvents(0.05), 4);
        int spent = 0;
        for (int i = 0; i < 100_000; i++) {
            budget.earn(0);
            spent += budget.spend(Purpose.VALUE, 1) ? 1 : 0;
        }

        // what the small buckets cannot hold comes here, too
        assertThat(spent).isBetween(4_985, 5_000);
    }

    @Test
    void savesNoMoreThanAThousandEventsEarn() {
        ComputeBudget budget =
                new ComputeBudget(new BudgetConfig(BudgetUnit.EVENTS, 0.05, 0, 0), 1);
        for (int i = 0; i < 1_000_000; i++) {
            budget.earn(0);
        }
        int spent = 0;
        while (budget.spend(Purpose.VALUE, 1)) {
            spent++;
        }

        assertThat(spent).isEqualTo(50);
    }

    @Test
    void dividesWhatWasSavedAmongThoseThatGoOn() {
        BudgetConfig config = new BudgetConfig(BudgetUnit.EVENTS, 0.05, 0.2, 0.2);
        List<ComputeBudget.Snapshot> saved =
                List.of(new ComputeBudget.Snapshot(8, 2, 1), new ComputeBudget.Snapshot(4, 0, 3));

        ComputeBudget.Snapshot share = ComputeBudget.restored(config, 4, saved).snapshot();

        assertThat(share).isEqualTo(new ComputeBudget.Snapshot(3, 0.5, 1));
    }

    @Test
    void earnsLessWhileTheJobCatchesUp() {
        ComputeBudget budget = new ComputeBudget(new BudgetConfig(BudgetUnit.EVENTS, 0.5, 0, 0), 1);
        budget.scale(0.2);
        for (int i = 0; i < 100; i++) {
            budget.earn(0);
        }

        assertThat(budget.snapshot().value()).isCloseTo(10, within(EPSILON));
    }

    private static List<ComputeBudget> subtasks(
            BudgetConfig config, int parallelism, List<ComputeBudget.Snapshot> snapshots) {
        List<ComputeBudget> subtasks = new ArrayList<>();
        for (int i = 0; i < parallelism; i++) {
            subtasks.add(ComputeBudget.restored(config, parallelism, snapshots));
        }
        return subtasks;
    }
}
