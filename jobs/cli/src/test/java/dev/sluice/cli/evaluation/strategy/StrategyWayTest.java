// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.strategy;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.deep.StopRule;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.testing.FakeManifests;
import dev.sluice.testing.TestEvents;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class StrategyWayTest {

    @Test
    void cutsEachStrategyOffAsFarAsItAllows() {
        // Two ways of being bad: a round of best-of-n is six scores, a chain has three questions.
        List<StrategyWay> ways =
                StrategyWay.of(
                        FakeManifests.thinking(
                                TestEvents.FEATURES, TestEvents.CONTEXT, List.of(16, 64)),
                        TestEvents.POLICY);

        assertThat(ways)
                .extracting(StrategyWay::name)
                .containsExactly(
                        "monte-carlo",
                        "single",
                        "monte-carlo@2",
                        "monte-carlo@4",
                        "monte-carlo@8",
                        "monte-carlo@16",
                        "monte-carlo@32",
                        "refine",
                        "refine@1",
                        "refine@2",
                        "refine@4",
                        "refine@8",
                        "refine@16",
                        "refine@32",
                        "best-of-n",
                        "best-of-n@8",
                        "best-of-n@16",
                        "best-of-n@32",
                        "steps",
                        "steps@1",
                        "steps@2",
                        "steps@3");
    }

    @Test
    void stopsByItsOwnRuleOrNotAtAll() {
        List<StrategyWay> ways =
                StrategyWay.of(
                        FakeManifests.thinking(
                                TestEvents.FEATURES, TestEvents.CONTEXT, List.of(16, 64)),
                        TestEvents.POLICY);

        for (StrategyWay way : ways) {
            boolean own = way.name().equals(way.thinking().strategy().key());
            assertThat(way.thinking().stopRule() == StopRule.FIXED).as(way.name()).isEqualTo(!own);
        }
    }

    @Test
    void comparesOnlyWhatAModelCanDo() {
        Policy passes =
                Policy.of(
                        "passes",
                        "fake",
                        TestEvents.POLICY.costs(),
                        Calibration.IDENTITY,
                        Map.of("monte-carlo", Calibration.IDENTITY),
                        TestEvents.POLICY.gate());

        List<StrategyWay> ways =
                StrategyWay.of(FakeManifests.deep(TestEvents.FEATURES, TestEvents.CONTEXT), passes);

        assertThat(ways).extracting(StrategyWay::name).contains("single").doesNotContain("refine");
    }
}
