// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.gate.Thresholds;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.SplittableRandom;

import static dev.sluice.decisioning.deep.Toys.judge;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class PassRulesTest {

    private static final ThinkingConfig BASE = ThinkingConfig.DEFAULT;

    @ParameterizedTest
    @CsvSource({
        // 1 - 2^-(n + 1) for n votes against none
        "4, 0, 0.96875",
        "6, 0, 0.9921875",
        // 1 - 11/1024 after 9 coins with at least 9 heads, and so on
        "8, 1, 0.98926",
        "3, 3, 0.5",
        "0, 2, 0.125",
        "2000, 1500, 1"
    })
    void givesTheChanceThatTheMajorityStays(int first, int second, double expected) {
        assertThat(BetaMajority.chance(first, second)).isCloseTo(expected, within(1e-5));
    }

    @Test
    void agreesWithTheBetaDistributionByDrawing() {
        long seed = 5;
        SplittableRandom random = new SplittableRandom(seed);
        int above = 0;
        int draws = 200_000;
        for (int i = 0; i < draws; i++) {
            // the 8th smallest of 11 uniform numbers is Beta(8, 4): 7 votes against 3
            double[] uniform = random.doubles(11).sorted().toArray();
            above += uniform[7] > 0.5 ? 1 : 0;
        }
        assertThat(BetaMajority.chance(7, 3))
                .as("seed %d", seed)
                .isCloseTo((double) above / draws, within(0.005));
    }

    @Test
    void endsByTheRatioTestWithinItsErrors() {
        long seed = 3;
        SplittableRandom random = new SplittableRandom(seed);
        double confidence = 0.95;
        RatioTest test = new RatioTest(new Thresholds(0.3, 0.3), Calibration.IDENTITY, confidence);
        int wrong = 0;
        int runs = 2000;
        for (int run = 0; run < runs; run++) {
            PassTally tally = tally();
            while (tally.statistics().count() < 10 || test.settled(tally).isEmpty()) {
                // at the edge of the indifference zone, 0.3 - 0.03
                tally.add(Math.max(0, 0.27 + 0.05 * gaussian(random)));
            }
            wrong += tally.statistics().mean() > 0.3 ? 1 : 0;
        }
        assertThat((double) wrong / runs).as("seed %d", seed).isLessThan(1.5 * (1 - confidence));
    }

    @Test
    void asksTheRatioOfBothThresholds() {
        RatioTest test = new RatioTest(Thresholds.DEFAULT, Calibration.IDENTITY, 0.99);
        assertThat(test.settled(passes(0.3, 0.31, 0.29, 0.3))).isEqualTo("ratio-settled");
        assertThat(test.settled(passes(0.1, 0.12, 0.08, 0.1))).isEmpty();
        assertThat(test.settled(passes(0.5, 0.6, 0.4, 0.5))).isEmpty();
        assertThat(RatioTest.ratio(passes(0.2, 0.2).statistics(), 0.1)).isPositive();
        assertThat(RatioTest.ratio(passes(0.05, 0.05).statistics(), 0.1)).isNegative();
    }

    @Test
    void countsTheVotesOnTheRawScaleOfTheThresholds() {
        Calibration half = new Calibration(1, Math.log(0.5), Calibration.IDENTITY.bins());
        PassTally tally =
                new PassTally(
                        new OutcomeInterval(Thresholds.DEFAULT, half, BASE),
                        PassTally.RawThresholds.of(Thresholds.DEFAULT, half));
        // raw odds of 1.9 are calibrated odds of 0.95: a REVIEW, and no FLAG
        tally.add(1.9 / 2.9);
        tally.add(2.1 / 3.1);
        assertThat(List.of(tally.votes(Outcome.REVIEW), tally.votes(Outcome.FLAG)))
                .containsExactly(1, 1);
    }

    @ParameterizedTest
    @CsvSource({"INTERVAL, interval-settled", "SPRT, ratio-settled", "MAJORITY, majority-settled"})
    void endsEarlyOnAnEasyRecordAndLateOnAHardOne(StopRule rule, String reason) {
        Decision easy = judge(BASE.withStopRule(rule), 0.9f, 0.1f);
        Decision hard = judge(BASE.withStopRule(rule), 0.1f, 0.9f);

        assertThat(easy.effort().stopReason()).isEqualTo(reason);
        assertThat(easy.effort().passesUsed()).isLessThanOrEqualTo(8);
        assertThat(hard.effort().passesUsed()).isGreaterThan(easy.effort().passesUsed());
        assertThat(judge(BASE.withStopRule(StopRule.FIXED), 0.9f, 0.1f).effort())
                .isEqualTo(new Decision.Effort(32, 32, "max-passes", "monte-carlo"));
    }

    @Test
    void knowsNoRuleOfOtherStrategies() {
        assertThatThrownBy(() -> BASE.withStopRule(StopRule.HALTING))
                .hasMessageStartingWith("deep.stop-rule is 'halting' under deep.strategy");
    }

    private static PassTally tally() {
        return new PassTally(
                new OutcomeInterval(Thresholds.DEFAULT, Calibration.IDENTITY, BASE),
                PassTally.RawThresholds.of(Thresholds.DEFAULT, Calibration.IDENTITY));
    }

    private static PassTally passes(double... values) {
        PassTally tally = tally();
        for (double value : values) {
            tally.add(value);
        }
        tally.close();
        return tally;
    }

    private static double gaussian(SplittableRandom random) {
        double sum = 0;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return sum - 6;
    }
}
