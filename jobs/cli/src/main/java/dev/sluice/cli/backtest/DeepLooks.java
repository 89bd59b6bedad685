// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.backtest;

import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.deep.DeepDecisions;
import dev.sluice.decisioning.deep.DeepJudge;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.gate.GateConfig;
import dev.sluice.decisioning.gate.HardRules;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.inference.ModelBackend;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Deep decisions about recorded events, each thought about once.
 *
 * <p>When the thinking ends depends on costs and calibrations, so only policies that agree in these
 * share answers; they may differ in gate, lists and version. Not thread-safe.
 */
final class DeepLooks {

    private final ModelBackend model;
    private final DeepConfig config;
    private final Map<Policy, Map<Integer, Decision>> answers = new HashMap<>();

    /** No looks yet. */
    DeepLooks(ModelBackend model, DeepConfig config) {
        this.model = model;
        this.config = config.withoutDeadline();
    }

    /** Version of the model that looks. */
    String modelVersion() {
        return model.manifest().version();
    }

    /**
     * Decides escalated rows, those first that nobody looked at before.
     *
     * @param places row of each escalation
     */
    List<Decision> judge(Policy policy, List<Integer> places, List<Escalation> escalations) {
        Map<Integer, Decision> known =
                answers.computeIfAbsent(terms(policy), terms -> new HashMap<>());
        List<Integer> open = new ArrayList<>();
        List<Escalation> questions = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            if (!known.containsKey(places.get(i))) {
                open.add(places.get(i));
                questions.add(escalations.get(i));
            }
        }
        List<Decision> answered = DeepJudge.judgeAll(model, policy, config, questions);
        for (int i = 0; i < open.size(); i++) {
            known.put(open.get(i), answered.get(i));
        }
        List<Decision> decisions = new ArrayList<>(places.size());
        for (int i = 0; i < places.size(); i++) {
            decisions.add(DeepDecisions.escalatedAs(escalations.get(i), known.get(places.get(i))));
        }
        return decisions;
    }

    /** What of a policy an answer depends on: all but who asks. */
    private static Policy terms(Policy policy) {
        return policy.withGate(GateConfig.EVERYTHING).withRules(HardRules.NONE).withVersion("");
    }
}
