// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.backtest;

import dev.sluice.decisioning.deep.ThinkingConfig;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.gate.CostMatrix;
import dev.sluice.decisioning.gate.GateConfig;
import dev.sluice.decisioning.gate.GateObjective;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.metric.FaultSpan;
import dev.sluice.stream.alarm.AlarmOptions;
import dev.sluice.stream.feature.FeatureTable;
import dev.sluice.testing.FakeModelBackend;
import dev.sluice.testing.TestEvents;

import org.apache.flink.configuration.Configuration;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Events, policies and decisions for tests of backtests. */
final class Replays {

    static final CostMatrix COSTS =
            new CostMatrix(new CostMatrix.Cost(50, 1), new CostMatrix.Cost(20, 0.1), 8);

    /** Escalates by uncertainty within a budget of a tenth of the events. */
    static final Policy POLICY =
            TestEvents.POLICY.withGate(
                    TestEvents.gate(0.5, 0.99, 0.1).withObjective(GateObjective.UNCERTAINTY, 0.6));

    private Replays() {}

    /** Events whose first pass goes through all probabilities, and whose passes scatter. */
    static FeatureTable table(int rows) {
        FeatureTable table =
                new FeatureTable(
                        new String[rows],
                        new long[rows],
                        new String[rows],
                        new long[rows],
                        TestEvents.FEATURES,
                        new float[rows * TestEvents.FEATURES],
                        TestEvents.CONTEXT,
                        new float[rows * TestEvents.CONTEXT]);
        for (int row = 0; row < rows; row++) {
            table.ids()[row] = "event-" + row;
            table.entityKeys()[row] = "entity-" + row % 7;
            table.timesMs()[row] = 1_522_540_800_000L + 60_000L * row;
            table.stakes()[row] = 100 + row;
            table.features()[row * TestEvents.FEATURES] = row * 37 % 100 / 100f;
            table.features()[row * TestEvents.FEATURES + 1] = row % 10 / 10f;
        }
        return table;
    }

    /** Bad where the first pass says so four times in five. */
    static boolean[] bad(FeatureTable table) {
        boolean[] bad = new boolean[table.rows()];
        for (int row = 0; row < bad.length; row++) {
            bad[row] = (table.features()[row * TestEvents.FEATURES] > 0.7) == (row % 5 != 0);
        }
        return bad;
    }

    static FakeModelBackend firstPass() {
        return FakeModelBackend.firstPass(TestEvents.FEATURES);
    }

    static FakeModelBackend deep() {
        return FakeModelBackend.deep(TestEvents.FEATURES, TestEvents.CONTEXT);
    }

    /** The same policy with another gate. */
    static Policy with(GateConfig gate, String version) {
        return POLICY.withGate(gate).withVersion(version);
    }

    /** A backtest of some policies on the same events. */
    static Backtest backtest(NamedPolicy... policies) {
        FeatureTable table = table(2_000);
        return Backtest.run(
                new Backtest.Request(table, bad(table), ThinkingConfig.DEFAULT, List.of(policies)),
                firstPass(),
                deep(),
                share -> {});
    }

    /** A backtest of a policy that raises alarms about entities with known faults. */
    static Backtest withAlarms(NamedPolicy policy) {
        FeatureTable table = table(2_000);
        long start = table.timesMs()[0];
        AlarmWatch watch =
                new AlarmWatch(
                        "pump",
                        AlarmOptions.read(new Configuration()).orElseThrow(),
                        Map.of(
                                "entity-3",
                                List.of(
                                        new FaultSpan("spike", start + 600_000, start + 900_000),
                                        new FaultSpan(
                                                "stuck", start + 9_000_000, start + 9_000_000)),
                                "entity-5",
                                List.of(new FaultSpan("stuck", start, start + 6_000_000))));
        return Backtest.run(
                new Backtest.Request(
                        table,
                        bad(table),
                        ThinkingConfig.DEFAULT,
                        List.of(policy),
                        Optional.of(watch)),
                firstPass(),
                deep(),
                share -> {});
    }

    /** A decision of deep, or of the first pass. */
    static Decision decision(
            String id, double probability, Outcome outcome, DecisionSource source, int passes) {
        Decision base = TestEvents.escalation(id, 0.5, 0.5, 0).fallback();
        Decision.Appraisal gate = base.appraisal();
        return new Decision(
                id,
                0,
                base.entityKey(),
                base.eventTimeMs(),
                new Decision.Verdict(probability, 0, 1, outcome),
                source,
                source == DecisionSource.DEEP ? DecisionReason.COSTLY : DecisionReason.CONFIDENT,
                new Decision.Appraisal(
                        gate.escalation(),
                        gate.uncertainty(),
                        gate.novelty(),
                        gate.stake(),
                        probability,
                        gate.inclusionProbability(),
                        probability,
                        outcome,
                        gate.chance()),
                new Decision.Effort(passes, 32, "", ""),
                base.versions(),
                base.timings(),
                base.trace());
    }
}
