// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.gate;

import dev.sluice.decisioning.calibration.Calibration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.SplittableRandom;

import static dev.sluice.decisioning.TestRecords.POLICY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class GateFitterTest {

    private static final GateFitter.Aim AIM =
            new GateFitter.Aim(
                    GateObjective.UNCERTAINTY, BudgetConfig.ofEvents(0.05), 0.999, 0.002);

    /** Outcomes change by a known logistic law of the distance to a threshold. */
    private static GateSample sample(long seed, int rows, double intercept, double slope) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] probability = new double[rows];
        boolean[] changed = new boolean[rows];
        double[] weights = new double[rows];
        for (int row = 0; row < rows; row++) {
            double logit = -4 + 3 * random.nextGaussian();
            probability[row] = Calibration.sigmoid(logit);
            double distance =
                    Math.min(ChanceModel.MAX_DISTANCE, POLICY.thresholds(0).distance(logit));
            changed[row] = random.nextDouble() < Calibration.sigmoid(intercept + slope * distance);
            weights[row] = 1;
        }
        return new GateSample(probability, new double[rows], new long[rows], changed, weights);
    }

    @Test
    void learnsTheChanceOfAChangedOutcome() {
        ChanceModel model = ChanceFitter.fit(POLICY, sample(1, 100_000, -0.5, -2));

        for (double distance : new double[] {0, 0.5, 1, 2}) {
            assertThat(model.chance(-2.2 - distance, distance, 0))
                    .isCloseTo(Calibration.sigmoid(-0.5 - 2 * distance), within(0.03));
        }
    }

    @Test
    void isConservativeWithoutData() {
        GateSample nothing =
                new GateSample(
                        new double[0], new double[0], new long[0], new boolean[0], new double[0]);

        assertThat(ChanceFitter.fit(POLICY, nothing)).isEqualTo(ChanceModel.PRIOR);
    }

    @Test
    void staysFiniteWhereAllOrNoneChanged() {
        GateSample some = sample(2, 5_000, -0.5, -2);
        boolean[] all = new boolean[5_000];
        Arrays.fill(all, true);
        for (boolean[] changed : new boolean[][] {new boolean[5_000], all}) {
            ChanceModel model =
                    ChanceFitter.fit(
                            POLICY,
                            new GateSample(
                                    some.probability(),
                                    some.novelty(),
                                    some.stakes(),
                                    changed,
                                    some.weights()));

            assertThat(model.chance(-2, 0.2, 0.5)).isBetween(0.0, 1.0);
        }
    }

    @Test
    void weighsARecordLikeSoManyOfItsKind() {
        GateSample once = sample(3, 2_000, -1, -1);
        GateSample twice =
                new GateSample(
                        twice(once.probability()),
                        new double[4_000],
                        new long[4_000],
                        twice(once.changed()),
                        filled(4_000, 1));
        GateSample heavy =
                new GateSample(
                        once.probability(),
                        once.novelty(),
                        once.stakes(),
                        once.changed(),
                        filled(2_000, 2));

        ChanceModel byCopies = ChanceFitter.fit(POLICY, twice);
        ChanceModel byWeight = ChanceFitter.fit(POLICY, heavy);

        assertThat(byWeight.intercept()).isCloseTo(byCopies.intercept(), within(1e-6));
        assertThat(byWeight.distance()).isCloseTo(byCopies.distance(), within(1e-6));
    }

    @Test
    void pricesALookSoThatTheBudgetForValueIsReached() {
        GateConfig gate = GateFitter.fit(POLICY, sample(4, 20_000, -1, -1), AIM);
        GateSample sample = sample(4, 20_000, -1, -1);
        int above = 0;
        for (double probability : sample.probability()) {
            double distance = POLICY.thresholds(0).distance(Calibration.logit(probability));
            above += Math.exp(-distance) >= gate.price() ? 1 : 0;
        }

        assertThat(above / 20_000.0).isCloseTo(0.05 * 0.8, within(0.0005));
    }

    /** Holds on average over draws of both samples; 0.001 is twice the noise of so many. */
    @Test
    void keepsThePromiseOnRecordsThatItHasNotSeen() {
        GateFitter.Aim promise =
                new GateFitter.Aim(
                        GateObjective.PROMISE,
                        new BudgetConfig(BudgetUnit.EVENTS, 1, 0, 0),
                        2,
                        0.02);
        double sum = 0;
        int draws = 40;
        for (int draw = 0; draw < draws; draw++) {
            GateConfig gate = GateFitter.fit(POLICY, sample(100 + draw, 3_000, 0, -0.8), promise);
            GateSample fresh = sample(900 + draw, 3_000, 0, -0.8);
            int missed = 0;
            int left = 0;
            for (int row = 0; row < fresh.rows(); row++) {
                double logit = Calibration.logit(fresh.probability()[row]);
                double chance =
                        gate.chance().chance(logit, POLICY.thresholds(0).distance(logit), 0);
                if (chance < gate.promise().chanceFrom()) {
                    left++;
                    missed += fresh.changed()[row] ? 1 : 0;
                }
            }
            sum += (double) missed / left;
        }

        assertThat(sum / draws).isLessThanOrEqualTo(0.021).isGreaterThan(0.01);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.01, 0.1, 0.5})
    void auditsUseMostOfTheirShare(double share) {
        GateFitter.Aim aim =
                new GateFitter.Aim(
                        GateObjective.UNCERTAINTY,
                        new BudgetConfig(BudgetUnit.EVENTS, share, 0.1, 0.1),
                        2,
                        0.01);
        GateSample sample = sample(5, 20_000, -1, -1);
        GateConfig gate = GateFitter.fit(POLICY, sample, aim);
        double audits = 0;
        for (double probability : sample.probability()) {
            double logit = Calibration.logit(probability);
            double distance = POLICY.thresholds(0).distance(logit);
            if (Math.exp(-distance) < gate.price()) {
                audits +=
                        gate.promise()
                                .audit()
                                .probability(gate.chance().chance(logit, distance, 0));
            }
        }

        assertThat(audits / 20_000).isCloseTo(0.8 * 0.1 * share, within(0.02 * share));
    }

    private static double[] twice(double[] values) {
        double[] twice = Arrays.copyOf(values, 2 * values.length);
        System.arraycopy(values, 0, twice, values.length, values.length);
        return twice;
    }

    private static boolean[] twice(boolean[] values) {
        boolean[] twice = Arrays.copyOf(values, 2 * values.length);
        System.arraycopy(values, 0, twice, values.length, values.length);
        return twice;
    }

    private static double[] filled(int length, double value) {
        double[] values = new double[length];
        Arrays.fill(values, value);
        return values;
    }
}
