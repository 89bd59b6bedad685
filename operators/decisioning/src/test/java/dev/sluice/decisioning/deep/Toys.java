// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.decisioning.TestRecords;
import dev.sluice.decisioning.event.Decision;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Judgements of {@link ToyDeepModel}. */
final class Toys {

    private Toys() {}

    static ThinkingConfig thinking(StrategyKind strategy) {
        return ThinkingConfig.DEFAULT.withStrategy(strategy);
    }

    /** Every strategy under each of its stop rules. */
    static Stream<ThinkingConfig> allWaysToThink() {
        return Arrays.stream(StrategyKind.values())
                .flatMap(kind -> kind.stopRules().stream().map(thinking(kind)::withStopRule));
    }

    static Decision judge(ThinkingConfig thinking, float mean, float scatter) {
        return judge(ToyDeepModel.ofDefaultSize(), thinking, mean, scatter);
    }

    static Decision judge(ToyDeepModel model, ThinkingConfig thinking, float mean, float scatter) {
        return DeepJudge.judgeAll(
                        model,
                        TestRecords.POLICY,
                        DeepConfig.DEFAULT.withThinking(thinking),
                        List.of(
                                TestRecords.escalation(
                                        "event-1",
                                        new float[] {mean, scatter},
                                        ToyDeepModel.VERSION)))
                .get(0);
    }
}
