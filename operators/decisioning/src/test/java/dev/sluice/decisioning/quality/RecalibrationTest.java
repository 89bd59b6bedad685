// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.quality;

import dev.sluice.decisioning.TestRecords;
import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.event.Feedback;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.gate.CostMatrix;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.gate.Thresholds;
import dev.sluice.decisioning.quality.Recalibration.Line;
import dev.sluice.decisioning.quality.Recalibration.Verdict;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RecalibrationTest {

    private static final QualityRules RULES =
            new QualityRules(CostMatrix.of(Thresholds.DEFAULT), MissingLabels.GOOD);
    private static final Calibration CALIBRATION =
            new Calibration(1.3, 0.4, Calibration.IDENTITY.bins());
    private static final Policy POLICY =
            TestRecords.POLICY.withVersion("base").withFirstPass(CALIBRATION);
    private static final Map<String, Line> KNOWN = Map.of("base", Line.of(CALIBRATION));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void noiseMintsNothing(long seed) {
        Recalibration.Result result = judge(world(seed, 30_000, CALIBRATION, POLICY));

        assertThat(result.finding().verdict())
                .as("%s", result.finding())
                .isEqualTo(Verdict.CALIBRATED);
        assertThat(result.policy()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 1.3, 1.4", "2, 1.3, -0.6", "3, 0.7, 0.4"})
    void driftIsMendedByTheLineThatTheWorldFollows(long seed, double slope, double intercept) {
        Calibration truth = new Calibration(slope, intercept, Calibration.IDENTITY.bins());

        Recalibration.Result result = judge(world(seed, 60_000, truth, POLICY));

        assertThat(result.finding().verdict())
                .as("%s", result.finding())
                .isEqualTo(Verdict.DRIFTED);
        Policy next = result.policy().orElseThrow();
        assertThat(next.version()).isEqualTo("base~1");
        assertThat(next.firstPass().slope()).isCloseTo(slope, within(0.1));
        assertThat(next.firstPass().intercept()).isCloseTo(intercept, within(0.25));
        assertThat(next.withFirstPass(CALIBRATION).withVersion("base")).isEqualTo(POLICY);
    }

    @Test
    void theNewVersionIsCalibratedForTheEventsThatTheOldOneDecided() {
        Calibration truth = new Calibration(1.3, 1.4, Calibration.IDENTITY.bins());
        List<WindowReliability> seen = world(1, 60_000, truth, POLICY);
        Policy next = judge(seen).policy().orElseThrow();
        Map<String, Line> known = new HashMap<>(KNOWN);
        known.put(next.version(), Line.of(next.firstPass()));

        Recalibration.Result again =
                Recalibration.judge(next, known, seen, RecalibrationConfig.DEFAULT);

        assertThat(again.finding().verdict()).isEqualTo(Verdict.CALIBRATED);
        assertThat(again.finding().ratio()).isCloseTo(1, within(0.02));
    }

    @Test
    void aLargeDriftInFewEventsIsLeftAlone() {
        Calibration truth = new Calibration(1.3, 1.4, Calibration.IDENTITY.bins());

        assertThat(judge(world(1, 300, truth, POLICY)).finding().verdict())
                .isEqualTo(Verdict.TOO_FEW);
    }

    @Test
    void noBadEventsAtAllAreNoReasonToExpectNone() {
        Calibration truth = new Calibration(1, -60, Calibration.IDENTITY.bins());

        assertThat(judge(world(1, 30_000, truth, POLICY)).finding().verdict())
                .isEqualTo(Verdict.TOO_FEW);
    }

    @Test
    void aModelThatNoLongerTellsApartIsNotMendedByALine() {
        Calibration truth = new Calibration(0.01, -1, Calibration.IDENTITY.bins());

        Recalibration.Result result = judge(world(1, 60_000, truth, POLICY));

        assertThat(result.finding().verdict()).isEqualTo(Verdict.BEYOND_REPAIR);
        assertThat(result.policy()).isEmpty();
    }

    @Test
    void whatAnUnknownPolicyDecidedIsLeftOut() {
        Calibration truth = new Calibration(1.3, 1.4, Calibration.IDENTITY.bins());
        List<WindowReliability> foreign =
                world(1, 60_000, truth, POLICY.withVersion("somebody-else's"));

        assertThat(judge(foreign).finding().events()).isZero();
        assertThat(judge(foreign).finding().verdict()).isEqualTo(Verdict.TOO_FEW);
    }

    @ParameterizedTest
    @CsvSource({
        "policy, policy~1",
        "policy~1, policy~2",
        "policy~99, policy~100",
        "policy+3, policy+3~1",
        "p~1~9, p~1~10",
        "p~12345678901234, p~12345678901234~1"
    })
    void versionsCountOn(String version, String next) {
        assertThat(Recalibration.next(version)).isEqualTo(next);
    }

    private static Recalibration.Result judge(List<WindowReliability> windows) {
        return Recalibration.judge(POLICY, KNOWN, windows, RecalibrationConfig.DEFAULT);
    }

    /** Events whose labels follow one calibration, decided under that of a policy; a sample. */
    private static List<WindowReliability> world(
            long seed, int events, Calibration truth, Policy policy) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<Integer, ReliabilityBin> bins = new HashMap<>();
        for (int i = 0; i < events; i++) {
            double raw = Calibration.sigmoid(random.nextDouble() * 7 - 6);
            boolean bad = random.nextDouble() < truth.apply(raw);
            double chance = raw > 0.05 ? 1 : 0.1;
            if (random.nextDouble() < chance) {
                Feedback feedback =
                        Sampled.first(Outcome.CLEAR, policy.firstPass().apply(raw))
                                .sampledWith(chance)
                                .policy(policy.version())
                                .at(i);
                int bin = ReliabilityBin.binOf(feedback);
                QualityChange change =
                        QualityChange.joins(
                                LabelledFeedback.pending(feedback)
                                        .with(new Label(feedback.eventId(), bad, i)));
                bins.merge(
                        bin,
                        ReliabilityBin.empty(policy.version(), bin).plus(change, RULES),
                        (before, unused) -> before.plus(change, RULES));
            }
        }
        return List.of(new WindowReliability(0, events, List.copyOf(bins.values())));
    }
}
