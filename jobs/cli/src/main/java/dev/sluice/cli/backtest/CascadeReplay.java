// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.backtest;

import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.deep.PassSeed;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.ScoredEvent;
import dev.sluice.decisioning.gate.ComputeBudget;
import dev.sluice.decisioning.gate.GateConfig;
import dev.sluice.decisioning.gate.GateDecisions;
import dev.sluice.decisioning.gate.GateMode;
import dev.sluice.decisioning.gate.GatePolicy;
import dev.sluice.decisioning.gate.GateVerdict;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.inference.ModelBackend;
import dev.sluice.stream.feature.FeatureTable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * Replays recorded events through first pass, gate and deep: the decisions that one subtask of the
 * stream would have made under {@code features.order: event-time}, apart from the timings.
 *
 * <p>The first pass runs once, when the replay is made; the gate is replayed for each of the
 * decisions; deep runs on what nobody looked at before. Replays of the same events {@link #under}
 * other policies share both. Not thread-safe.
 */
public final class CascadeReplay {

    private static final int CHUNK = 4096;

    private final FeatureTable events;
    private final ModelBackend firstPass;
    private final FirstPassScores scores;
    private final DeepLooks looks;
    private final Policy policy;

    /** A replay with opened models, which stay the caller's to close. */
    public CascadeReplay(
            FeatureTable events,
            ModelBackend firstPass,
            ModelBackend deep,
            Policy policy,
            DeepConfig deepConfig) {
        this(
                events,
                firstPass,
                FirstPassScores.of(events, firstPass),
                new DeepLooks(deep, deepConfig, events.rows()),
                policy);
    }

    private CascadeReplay(
            FeatureTable events,
            ModelBackend firstPass,
            FirstPassScores scores,
            DeepLooks looks,
            Policy policy) {
        this.events = events;
        this.firstPass = firstPass;
        this.scores = scores;
        this.looks = looks;
        this.policy = policy;
    }

    /** The same events and models under another policy; nothing is scored twice. */
    public CascadeReplay under(Policy other) {
        return new CascadeReplay(events, firstPass, scores, looks, other);
    }

    /** The policy that is replayed. */
    public Policy policy() {
        return policy;
    }

    /** The events that are replayed. */
    public FeatureTable events() {
        return events;
    }

    /** What the cascade decides: one decision an event, in the order of the events. */
    public List<Decision> cascade(DoubleConsumer progress) {
        return replay(gate(policy.gate()), GateMode.ON, progress);
    }

    /** What deep decides about every event, whatever the gate says. */
    public List<Decision> deepOnAll(DoubleConsumer progress) {
        return replay(gate(GateConfig.EVERYTHING), GateMode.ON, progress);
    }

    /** What the gate escalates, in the order of the events. */
    public List<Escalation> escalations() {
        GatePolicy gate = gate(policy.gate());
        List<Escalation> escalations = new ArrayList<>();
        for (int i = 0; i < events.rows(); i++) {
            ScoredEvent scored = scores.scored(events, i, firstPass, policy.firstPass());
            GateVerdict verdict = gate.judge(scored, GateMode.ON, scored.event().eventTimeMs());
            if (verdict.escalated()) {
                escalations.add(escalation(scored, verdict));
            }
        }
        return escalations;
    }

    /** What the first pass alone decides about every event, while the gate is switched off. */
    public List<Decision> firstPassOnly() {
        return replay(gate(policy.gate()), GateMode.OFF, share -> {});
    }

    private GatePolicy gate(GateConfig config) {
        return new GatePolicy(policy.withGate(config), new ComputeBudget(config.budget(), 1));
    }

    private List<Decision> replay(GatePolicy gate, GateMode mode, DoubleConsumer progress) {
        Decision[] decisions = new Decision[events.rows()];
        List<Integer> places = new ArrayList<>();
        List<Escalation> escalations = new ArrayList<>();
        for (int i = 0; i < events.rows(); i++) {
            ScoredEvent scored = scores.scored(events, i, firstPass, policy.firstPass());
            GateVerdict verdict = gate.judge(scored, mode, scored.event().eventTimeMs());
            if (verdict.escalated()) {
                places.add(i);
                escalations.add(escalation(scored, verdict));
            } else {
                decisions[i] = GateDecisions.firstPass(scored, verdict, policy);
            }
            if (escalations.size() == CHUNK) {
                settle(places, escalations, decisions);
                progress.accept((double) i / events.rows());
            }
        }
        settle(places, escalations, decisions);
        progress.accept(1);
        return Arrays.asList(decisions);
    }

    private Escalation escalation(ScoredEvent scored, GateVerdict verdict) {
        String version = looks.modelVersion();
        return GateDecisions.escalation(
                scored,
                verdict,
                policy,
                PassSeed.of(scored.event().eventId(), version),
                version,
                0);
    }

    private void settle(List<Integer> places, List<Escalation> escalations, Decision[] decisions) {
        List<Decision> decided = looks.judge(policy, places, escalations);
        for (int i = 0; i < places.size(); i++) {
            decisions[places.get(i)] = decided.get(i);
        }
        places.clear();
        escalations.clear();
    }
}
