// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.alarm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class AnomalyLikelihoodTest {

    private final AnomalyLikelihood rule = new AnomalyLikelihood(LikelihoodConfig.DEFAULT);
    private final ScoreProfile profile = new ScoreProfile();

    @ParameterizedTest
    @CsvSource({"0, 0", "0.001, 0.001", "0.01, 0.25", "0.5, 0.99", "0.9, 0.99", "1, 0.999"})
    void anUnseenEntityIsJudgedAsAnyOther(double probability, double atLeast) {
        double likelihood = rule.of(profile, probability);
        assertThat(likelihood).isBetween(atLeast, 1.0);
        assertThat(likelihood).as("never certain").isLessThan(1);
    }

    @Test
    void whatIsTypicalIsAsLikelyOrdinaryAsAFairCoin() {
        assertThat(rule.of(profile, LikelihoodConfig.DEFAULT.typicalProbability()))
                .isCloseTo(1 - 0.5 * 1.5, within(1e-9));
    }

    @Test
    void aScoreThatStandsOutFromAQuietPastIsUnusual() {
        learn(1_000, 0.004, 0.3, 1);
        assertThat(rule.of(profile, 0.004)).isLessThan(0.9);
        assertThat(rule.of(profile, 0.6)).isGreaterThan(0.9995);
    }

    @Test
    void theSameScoreIsOrdinaryForAnEntityThatOftenShowsIt() {
        learn(1_000, 0.6, 0.7, 1);
        assertThat(rule.of(profile, 0.6)).isLessThan(0.9);
    }

    @Test
    void severalScoresThatAreHighTogetherCountMoreThanEachOfThem() {
        learn(4_000, 0.01, 1, 1);
        double first = rule.of(profile, 0.06);
        for (int i = 0; i < 8; i++) {
            rule.learn(profile, 0.06);
        }
        assertThat(first).isLessThan(0.98);
        assertThat(rule.of(profile, 0.06)).isGreaterThan(0.99);
    }

    @Test
    void whatGoesOnForLongBecomesOrdinary() {
        AnomalyLikelihood quick =
                new AnomalyLikelihood(new LikelihoodConfig(200, 10, 0.02, 20, 0.01, 0.8));
        for (int i = 0; i < 1_000; i++) {
            quick.learn(profile, 0.005);
        }
        double before = quick.of(profile, 0.7);
        for (int i = 0; i < 1_000; i++) {
            quick.learn(profile, 0.7);
        }
        assertThat(before).isGreaterThan(0.995);
        assertThat(quick.of(profile, 0.7)).isLessThan(0.9);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void ofOrdinaryReadingsAtMostTheSharePromisedLooksUnusual(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int readings = 60_000;
        int unusual = 0;
        int veryUnusual = 0;
        for (int i = 0; i < readings; i++) {
            double probability = draw(random, 0.002, 1.2);
            double likelihood = rule.of(profile, probability);
            unusual += likelihood >= 0.99 ? 1 : 0;
            veryUnusual += likelihood >= 0.999 ? 1 : 0;
            rule.learn(profile, probability);
        }
        assertThat(unusual / (double) readings).as("seed %d", seed).isBetween(0.002, 0.012);
        assertThat(veryUnusual / (double) readings).as("seed %d", seed).isLessThan(0.002);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void aHigherProbabilityIsNeverLessUnusual(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 300; i++) {
            rule.learn(profile, random.nextDouble());
            double lower = 0;
            for (int step = 0; step <= 100; step++) {
                double likelihood = rule.of(profile, step / 100.0);
                assertThat(likelihood)
                        .as("probability %s after %d readings, seed %d", step / 100.0, i, seed)
                        .isBetween(lower - 1e-12, 1.0);
                lower = likelihood;
            }
        }
    }

    @Test
    void aSettingThatGivesNoProbabilitiesIsRefused() {
        assertThatThrownBy(() -> new LikelihoodConfig(0, 10, 0.02, 100, 0.01, 1))
                .hasMessage("alarms.likelihood.half-life is 0; expected 1 or more");
        assertThatThrownBy(() -> new LikelihoodConfig(10, 10, 0.02, 100, 1, 1))
                .hasMessageContaining("alarms.likelihood.typical-probability is 1.0; expected");
    }

    private void learn(int readings, double center, double spread, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < readings; i++) {
            rule.learn(profile, draw(random, center, spread));
        }
    }

    /** A probability whose log-odds are normal. */
    private static double draw(SplittableRandom random, double center, double spread) {
        double logOdds = Math.log(center / (1 - center)) + spread * random.nextGaussian();
        return 1 / (1 + Math.exp(-logOdds));
    }
}
