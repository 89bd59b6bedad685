// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.gate;

import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.gate.CostMatrix.Cost;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class CostMatrixTest {

    /** A miss costs the stake and 1500, a false block 1000 and a tenth, a review 300. */
    private static final CostMatrix FRAUD =
            new CostMatrix(new Cost(1_500, 1), new Cost(1_000, 0.1), 300);

    @ParameterizedTest
    @CsvSource({
        // stake, review from 300 / miss, flag from 1 - 300 / block
        "0,      0.2,     0.7",
        "1500,   0.1,     0.7391304",
        "10000,  0.0260870, 0.85",
        "1000000, 0.0002996, 0.9970297",
    })
    void partsTheOutcomesWhereTheirExpectedCostsMeet(long stake, double review, double flag) {
        Thresholds thresholds = FRAUD.thresholds(stake);

        assertThat(thresholds.review()).isCloseTo(review, within(1e-6));
        assertThat(thresholds.flag()).isCloseTo(flag, within(1e-6));
    }

    @Test
    void leavesNoRoomForAReviewThatNeverPays() {
        Thresholds thresholds = FRAUD.withReview(10_000).thresholds(500);

        // a miss costs 2000, a block 1050
        assertThat(thresholds.review()).isEqualTo(thresholds.flag());
        assertThat(thresholds.flag()).isCloseTo(1050.0 / 3050, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theOutcomeAtAnyProbabilityIsTheCheapestAndItsCostTheRisk(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 2_000; i++) {
            CostMatrix costs =
                    new CostMatrix(
                            new Cost(random.nextInt(5_000), random.nextDouble() + 1e-3),
                            new Cost(random.nextInt(5_000), random.nextDouble() + 1e-3),
                            1 + random.nextInt(2_000));
            long stake = random.nextInt(100_000);
            double probability = random.nextDouble();
            double cheapest = Double.POSITIVE_INFINITY;
            for (Outcome outcome : Outcome.values()) {
                cheapest = Math.min(cheapest, costs.expected(outcome, probability, stake));
            }
            Outcome chosen = costs.thresholds(stake).outcome(probability);

            assertThat(costs.expected(chosen, probability, stake))
                    .as("seed %d, case %d: %s at %s, stake %d", seed, i, costs, probability, stake)
                    .isCloseTo(cheapest, within(1e-6 * (1 + cheapest) + 0.01));
            assertThat(costs.risk(probability, stake)).isEqualTo(cheapest);
        }
    }

    @Test
    void fixedThresholdsAreTheSameAtEveryStake() {
        CostMatrix costs = CostMatrix.of(new Thresholds(0.1, 0.5));

        for (long stake : new long[] {0, 1, 1_000_000}) {
            assertThat(costs.thresholds(stake).review()).isCloseTo(0.1, within(1e-12));
            assertThat(costs.thresholds(stake).flag()).isCloseTo(0.5, within(1e-12));
        }
    }

    @Test
    void refusesCostsThatDecideNothing() {
        assertThatThrownBy(() -> new Cost(0, 0)).hasMessageContaining("not both 0");
        assertThatThrownBy(() -> new Cost(-1, 1)).hasMessageContaining("-1.0");
        assertThatThrownBy(() -> FRAUD.withReview(0)).hasMessageContaining("more than 0");
    }
}
