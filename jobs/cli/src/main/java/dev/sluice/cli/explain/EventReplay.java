// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.explain;

import dev.sluice.cli.backtest.CascadeReplay;
import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.deep.ThinkingConfig;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.inference.ModelBackend;
import dev.sluice.stream.feature.FeatureTable;

import java.util.List;

/**
 * Decides one recorded event anew, as a backtest that begins with the same events would.
 *
 * @param firstPass opened first pass
 * @param deep opened deep model
 * @param policy policy to decide under
 * @param thinking how deep thinks
 * @param words words of the use case
 */
public record EventReplay(
        ModelBackend firstPass,
        ModelBackend deep,
        Policy policy,
        ThinkingConfig thinking,
        Words words) {

    /**
     * The decision on an event, and what deep would have said if it was not asked.
     *
     * @param events events in order; those before the first tell what is typical
     * @param first the event that the gate begins with
     * @param row the event to decide
     */
    public Case replay(FeatureTable events, int first, int row) {
        CascadeReplay replay =
                new CascadeReplay(
                        events, firstPass, deep, policy, DeepConfig.DEFAULT.withThinking(thinking));
        Decision decision = replay.decision(first, row);
        boolean asked = !decision.appraisal().escalation().isEmpty();
        return new Case(
                "",
                List.of(),
                decision,
                Influences.of(
                        events, row, words.inputs().features(), firstPass, policy.firstPass()),
                asked ? List.of() : List.of(replay.deepLook(row)),
                "");
    }
}
