// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.alarm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class AnomalyLikelihoodTest {

    private final AnomalyLikelihood rule =
            new AnomalyLikelihood(new LikelihoodConfig(1_000_000, 10, 0.5));
    private final ScoreProfile profile = new ScoreProfile();

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.1, 0.5, 0.9, 0.999})
    void anUnseenEntityIsJudgedByItsProbabilityAlone(double probability) {
        assertThat(rule.of(profile, probability)).isCloseTo(probability, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1})
    void certaintyIsALikelihoodToo(double probability) {
        assertThat(rule.of(profile, probability)).isCloseTo(probability, within(1e-5));
    }

    @Test
    void aScoreThatStandsOutFromAQuietPastIsBelieved() {
        learn(1_000, 0.004);
        assertThat(rule.of(profile, 0.6)).isCloseTo(0.6, within(1e-9));
    }

    @Test
    void theSameScoreIsNotBelievedOfAnEntityThatOftenShowsIt() {
        for (int i = 0; i < 20; i++) {
            learn(9, 0.004);
            learn(1, 0.6);
        }
        // nineteen spans count, the last one does not yet
        assertThat(odds(rule.of(profile, 0.6))).isCloseTo(odds(0.6) / 20, within(1e-3));
        assertThat(rule.of(profile, 0.9)).as("worse than ever").isCloseTo(0.9, within(1e-9));
    }

    @Test
    void aNewEntityHasToLookWorseUntilItIsKnown() {
        AnomalyLikelihood wary = new AnomalyLikelihood(new LikelihoodConfig(1_000_000, 10, 0.5, 8));
        assertThat(odds(wary.of(profile, 0.6))).isCloseTo(odds(0.6) / 9, within(1e-9));
        for (int i = 0; i < 50; i++) {
            wary.learn(profile, 0.004);
        }
        // four of five spans count, the last one does not yet
        assertThat(odds(wary.of(profile, 0.6))).isCloseTo(odds(0.6) / 5, within(1e-9));
        for (int i = 0; i < 50; i++) {
            wary.learn(profile, 0.004);
        }
        assertThat(wary.of(profile, 0.6)).isCloseTo(0.6, within(1e-9));
    }

    @Test
    void aFaultDoesNotExcuseItself() {
        learn(100, 0.004);
        for (int i = 0; i < 10; i++) {
            assertThat(rule.of(profile, 0.8)).isCloseTo(0.8, within(1e-9));
            learn(1, 0.8);
        }
    }

    @Test
    void whatWasLongAgoCountsLess() {
        AnomalyLikelihood quick = new AnomalyLikelihood(new LikelihoodConfig(100, 10, 0.5));
        for (int i = 0; i < 200; i++) {
            quick.learn(profile, 0.7);
        }
        double before = quick.of(profile, 0.7);
        for (int i = 0; i < 600; i++) {
            quick.learn(profile, 0.001);
        }
        assertThat(before).isLessThan(0.3);
        assertThat(quick.of(profile, 0.7)).isGreaterThan(0.6);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theLikelihoodIsThatOfAllSpansRemembered(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        AnomalyLikelihood forgetting = new AnomalyLikelihood(new LikelihoodConfig(300, 7, 0.5));
        List<Double> past = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            double probability = random.nextDouble();
            double asBad = 0;
            int ended = past.size() / 7 - 1;
            for (int span = Math.max(0, ended - ScoreProfile.SPANS); span < ended; span++) {
                double worst =
                        past.subList(7 * span, 7 * span + 7).stream()
                                .mapToDouble(p -> Math.log(p / (1 - p)))
                                .max()
                                .orElseThrow();
                if (worst >= Math.log(probability / (1 - probability)) - 0.5) {
                    asBad += Math.pow(0.5, (ended - span) * 7 / 300.0);
                }
            }
            assertThat(odds(forgetting.of(profile, probability)))
                    .as("reading %d, seed %d", i, seed)
                    .isCloseTo(odds(probability) / (1 + asBad), within(1e-3 * odds(probability)));
            forgetting.learn(profile, probability);
            past.add(probability);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void aHigherProbabilityIsNeverLessLikely(long seed) {
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
    void aSettingThatGivesNoLikelihoodIsRefused() {
        assertThatThrownBy(() -> new LikelihoodConfig(0, 10, 1))
                .hasMessage("alarms.likelihood.half-life is 0; expected 1 or more");
        assertThatThrownBy(() -> new LikelihoodConfig(10, 0, 1))
                .hasMessageContaining("alarms.likelihood.span is 0; expected");
        assertThatThrownBy(() -> new LikelihoodConfig(10, 10, Double.NaN))
                .hasMessageContaining("alarms.likelihood.margin is NaN; expected");
        assertThatThrownBy(() -> new LikelihoodConfig(10, 10, 1, -1))
                .hasMessageContaining("alarms.likelihood.unknown is -1; expected 0 to 128 spans");
    }

    private void learn(int readings, double probability) {
        for (int i = 0; i < readings; i++) {
            rule.learn(profile, probability);
        }
    }

    private static double odds(double probability) {
        return probability / (1 - probability);
    }
}
