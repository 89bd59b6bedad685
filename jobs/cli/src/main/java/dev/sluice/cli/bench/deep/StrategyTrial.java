// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.deep;

import dev.sluice.cli.backtest.CascadeReplay;
import dev.sluice.cli.bench.Samples;
import dev.sluice.cli.evaluation.HandbookWeek;
import dev.sluice.cli.evaluation.ProtocolReport;
import dev.sluice.cli.evaluation.strategy.DeepRun;
import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.deep.StopRule;
import dev.sluice.decisioning.deep.StrategyKind;
import dev.sluice.decisioning.deep.ThinkingConfig;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.inference.ModelBackend;

import java.util.ArrayList;
import java.util.List;

/** Every strategy under each of its stop rules, on the test week of one fold. */
public final class StrategyTrial {

    private static final int TIMINGS = 25;

    private final HandbookWeek week;
    private final ModelBackend firstPass;
    private final ModelBackend deep;
    private final Policy policy;

    /** A trial with opened models, which stay their owner's to close. */
    public StrategyTrial(
            HandbookWeek week, ModelBackend firstPass, ModelBackend deep, Policy policy) {
        this.week = week;
        this.firstPass = firstPass;
        this.deep = deep;
        this.policy = policy;
    }

    /** The ways to think that a model can be asked for. */
    public static List<ThinkingConfig> ways(Policy policy) {
        List<ThinkingConfig> ways = new ArrayList<>();
        for (StrategyKind strategy : StrategyKind.values()) {
            if (policy.deep().containsKey(strategy.key())) {
                ThinkingConfig own = ThinkingConfig.DEFAULT.withStrategy(strategy);
                strategy.stopRules().forEach(rule -> ways.add(own.withStopRule(rule)));
            }
        }
        return ways;
    }

    /** The first pass alone, for comparison. */
    public StrategyFigures firstPass() {
        ProtocolReport.Row row =
                week.row("first-pass", replay(ThinkingConfig.DEFAULT).firstPassOnly());
        return new StrategyFigures("first-pass", "", row.ap(), row.ap(), row.cp100(), 0, 0, 1);
    }

    /** What a way to think is worth, and what it costs. */
    public StrategyFigures run(ThinkingConfig thinking) {
        CascadeReplay replay = replay(thinking);
        List<Escalation> escalations = replay.escalations();
        DeepRun judged = judge(thinking, escalations);
        DeepRun fixed = judge(thinking.withStopRule(StopRule.FIXED), escalations);
        ProtocolReport.Row all = week.row("all", replay.deepOnAll(share -> {}));
        ProtocolReport.Row cascade = week.row("cascade", replay.cascade(share -> {}));
        return new StrategyFigures(
                thinking.strategy().key(),
                thinking.stopRule().key(),
                all.ap(),
                cascade.ap(),
                cascade.cp100(),
                judged.passes(),
                micros(thinking, escalations),
                agreement(judged.decisions(), fixed.decisions()));
    }

    private double micros(ThinkingConfig thinking, List<Escalation> escalations) {
        double[] micros = new double[TIMINGS];
        for (int i = 0; i < TIMINGS; i++) {
            micros[i] = judge(thinking, escalations).micros();
        }
        return Samples.median(micros);
    }

    private DeepRun judge(ThinkingConfig thinking, List<Escalation> escalations) {
        return DeepRun.of(deep, policy, thinking, escalations);
    }

    private CascadeReplay replay(ThinkingConfig thinking) {
        return new CascadeReplay(
                week.events(),
                firstPass,
                deep,
                policy,
                DeepConfig.DEFAULT.withoutDeadline().withThinking(thinking));
    }

    private static double agreement(List<Decision> left, List<Decision> right) {
        int agreed = 0;
        for (int i = 0; i < left.size(); i++) {
            agreed += left.get(i).verdict().outcome() == right.get(i).verdict().outcome() ? 1 : 0;
        }
        return left.isEmpty() ? 1 : (double) agreed / left.size();
    }
}
