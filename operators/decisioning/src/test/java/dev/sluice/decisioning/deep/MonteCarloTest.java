// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.FeatureHash;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.event.TraceStep;
import dev.sluice.decisioning.gate.Policy;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

import static dev.sluice.decisioning.TestRecords.POLICY;
import static dev.sluice.decisioning.TestRecords.escalation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class MonteCarloTest {

    @Test
    void stopsAtTheFewestPassesWhereTheOutcomeIsClear() {
        Decision decision = judge(0.9f, 0.1f);

        assertThat(decision.effort())
                .isEqualTo(new Decision.Effort(4, 32, "interval-settled", "monte-carlo"));
        assertThat(decision.verdict().outcome()).isEqualTo(Outcome.FLAG);
        assertThat(decision.verdict().low()).isGreaterThanOrEqualTo(0.5);
    }

    @Test
    void takesMorePassesForAHarderRecord() {
        Decision decision = judge(0.35f, 0.9f);

        assertThat(decision.effort().passesUsed()).isGreaterThan(4).isLessThan(32);
        assertThat(decision.effort().stopReason()).isEqualTo("interval-settled");
        assertThat(decision.verdict().outcome()).isEqualTo(Outcome.REVIEW);
    }

    @Test
    void endsAtTheMostPassesWhereTheOutcomeStaysOpen() {
        Decision decision = judge(0.5f, 0.9f);

        assertThat(decision.effort())
                .isEqualTo(new Decision.Effort(32, 32, "max-passes", "monte-carlo"));
        assertThat(decision.verdict().low()).isLessThan(0.5);
        assertThat(decision.verdict().high()).isGreaterThanOrEqualTo(0.5);
        assertThat(decision.verdict().probability())
                .isBetween(decision.verdict().low(), decision.verdict().high());
    }

    @Test
    void takesNoMoreThanAllowedWhereRoundsDoNotDivide() {
        DeepConfig config = config(7, 6, 0.999999);
        ToyDeepModel model = ToyDeepModel.ofDefaultSize();

        Decision decision = judge(model, POLICY, config, 0.5f, 0.9f);

        assertThat(decision.effort().passesUsed()).isEqualTo(7);
        assertThat(model.runs()).containsExactly("encode 1", "pass 4", "pass 3");
    }

    @Test
    void asksTheStopRuleNotBeforeTheFewestPasses() {
        assertThat(
                        judge(ToyDeepModel.ofDefaultSize(), POLICY, config(32, 10, 0.9), 0.9f, 0)
                                .effort()
                                .passesUsed())
                .isEqualTo(12);
    }

    @Test
    void isMoreThoroughAtAHigherConfidence() {
        int loose = judge(0.3f, 0.9f, 0.8).effort().passesUsed();
        int strict = judge(0.3f, 0.9f, 0.9999).effort().passesUsed();

        assertThat(strict).isGreaterThan(loose);
    }

    @Test
    void calibratesTheMeanAndTheEndsOfItsInterval() {
        Calibration halfOdds = new Calibration(1, Math.log(0.5), Calibration.IDENTITY.bins());
        Policy policy =
                Policy.of(
                        "policy-1",
                        "fraud",
                        POLICY.costs(),
                        Calibration.IDENTITY,
                        Map.of("monte-carlo", halfOdds),
                        POLICY.gate());

        Decision plain = judge(0.9f, 0.1f);
        Decision calibrated =
                judge(ToyDeepModel.ofDefaultSize(), policy, config(32, 4, 0.99), 0.9f, 0.1f);

        assertThat(calibrated.verdict().probability())
                .isCloseTo(halfOdds.apply(plain.verdict().probability()), within(1e-9));
        assertThat(calibrated.verdict().low())
                .isCloseTo(halfOdds.apply(plain.verdict().low()), within(1e-9));
        assertThat(calibrated.appraisal().uncertainty()).isEqualTo(plain.appraisal().uncertainty());
    }

    @Test
    void writesTheWholeLedger() {
        Escalation escalation = escalation("event-1", new float[] {0.9f, 0.1f}, "toy-1");

        Decision decision = judge(ToyDeepModel.ofDefaultSize(), escalation);

        assertThat(decision.eventId()).isEqualTo("event-1");
        assertThat(decision.revision()).isEqualTo(1);
        assertThat(decision.source()).isEqualTo(DecisionSource.DEEP);
        assertThat(decision.reason()).isEqualTo(DecisionReason.UNCERTAIN);
        assertThat(decision.appraisal().escalation()).isEqualTo("UNCERTAIN");
        assertThat(decision.appraisal().uncertainty()).isPositive();
        assertThat(decision.appraisal().value())
                .isEqualTo(escalation.fallback().appraisal().value());
        assertThat(decision.versions())
                .isEqualTo(
                        new Decision.Versions(
                                "first-pass-1",
                                "toy-1",
                                "policy-1",
                                escalation.fallback().versions().price(),
                                escalation.seed(),
                                FeatureHash.of(new float[] {0.9f, 0.1f}, new float[] {1, 2, 3}),
                                "cpu",
                                "toy"));
    }

    @Test
    void tellsItsStepsInTheTrace() {
        Decision decision = judge(0.35f, 0.9f);

        List<TraceStep> trace = decision.trace();
        assertThat(trace).extracting(TraceStep::name).startsWith("first-pass", "passes");
        assertThat(trace).hasSize(decision.effort().passesUsed() / 4 + 2);
        TraceStep firstRound = trace.get(1);
        assertThat(firstRound.answer()).isEqualTo("Open: the interval reaches from CLEAR to FLAG");
        assertThat(firstRound.probabilityBefore()).isEqualTo(0.1);
        assertThat(firstRound.evidence()).containsOnlyKeys("mean", "deviation", "low", "high");
        for (int i = 2; i < trace.size() - 1; i++) {
            assertThat(trace.get(i).probabilityBefore())
                    .isEqualTo(trace.get(i - 1).probabilityAfter());
        }
        TraceStep outcome = trace.get(trace.size() - 1);
        assertThat(outcome.name()).isEqualTo("outcome");
        assertThat(outcome.answer()).startsWith("REVIEW at 0.");
        assertThat(outcome.probabilityAfter()).isEqualTo(decision.verdict().probability());
        assertThat(outcome.evidence()).containsEntry("stop", "interval-settled");
    }

    @Test
    void judgesWithTheLoadedModelAndItsSeedWhateverWasAskedFor() {
        float[] features = {0.35f, 0.9f};
        Decision asked = judge(ToyDeepModel.ofDefaultSize(), escalation("e", features, "toy-1"));
        Decision other = judge(ToyDeepModel.ofDefaultSize(), escalation("e", features, "toy-0"));

        assertThat(other.verdict()).isEqualTo(asked.verdict());
        assertThat(other.versions()).isEqualTo(asked.versions());
    }

    @Test
    void takesTheKeepRateFromTheManifest() {
        DeepConfig config = DeepConfig.DEFAULT;
        Decision none =
                judge(
                        new ToyDeepModel(List.of(16), Map.of("keep-rate", 1.0)),
                        POLICY,
                        config,
                        0.5f,
                        0.9f);

        assertThat(none.appraisal().uncertainty()).as("no dropout, no spread").isZero();
        assertThatThrownBy(
                        () ->
                                judge(
                                        new ToyDeepModel(List.of(16), Map.of("keep-rate", 0.0)),
                                        POLICY,
                                        config,
                                        0.5f,
                                        0.9f))
                .hasMessageContaining("keep-rate is 0.0");
    }

    private static Decision judge(float mean, float scatter) {
        return judge(mean, scatter, 0.99);
    }

    private static Decision judge(float mean, float scatter, double confidence) {
        return judge(
                ToyDeepModel.ofDefaultSize(), POLICY, config(32, 4, confidence), mean, scatter);
    }

    private static Decision judge(
            ToyDeepModel model, Policy policy, DeepConfig config, float mean, float scatter) {
        Escalation escalation = escalation("event-1", new float[] {mean, scatter}, "toy-1");
        return DeepJudge.judgeAll(model, policy, config, List.of(escalation)).get(0);
    }

    private static Decision judge(ToyDeepModel model, Escalation escalation) {
        return DeepJudge.judgeAll(model, POLICY, DeepConfig.DEFAULT, List.of(escalation)).get(0);
    }

    private static DeepConfig config(int maxPasses, int minPasses, double confidence) {
        return DeepConfig.DEFAULT.withThinking(
                ThinkingConfig.DEFAULT.withPasses(minPasses, maxPasses).withConfidence(confidence));
    }
}
