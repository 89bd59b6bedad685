// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.gate;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.EventDraw;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.event.ScoredEvent;
import dev.sluice.decisioning.gate.ComputeBudget.Purpose;

/**
 * Decides for one record after the other whether the first pass is good enough.
 *
 * <p>In this order: the lists of {@link HardRules}; records that the promise asks for; records
 * whose value is worth the price; novel ones; the audit sample, drawn by a hash of the event id.
 * The {@link ComputeBudget} has the last word on each. The price moves with the budget that is
 * left: dearer as it runs out, so that the most valuable records win a burst, cheaper while it is
 * saved. Every record is counted by the budget, whatever the mode. Not thread-safe.
 */
public final class GatePolicy {

    /** An empty or a full bucket moves the price by this factor, up or down. */
    private static final double LOG_SWING = Math.log(20);

    private final Policy policy;
    private final GateConfig config;
    private final ComputeBudget budget;
    private GateTuning tuning;

    /**
     * The gate of a policy.
     *
     * @param budget the budget to keep to; owned by the gate from here on
     */
    public GatePolicy(Policy policy, ComputeBudget budget) {
        this.policy = policy;
        this.config = policy.gate();
        this.budget = budget;
        this.tuning = GateTuning.of(config);
    }

    /** Sets what the controller asks for, from the next record on. */
    public void tune(GateTuning newTuning) {
        tuning = newTuning;
        budget.scale(newTuning.budgetFactor());
    }

    /**
     * The gate of a later version of the policy, which goes on with what is saved of the budget and
     * is tuned to what that version says.
     */
    public GatePolicy under(Policy other) {
        return new GatePolicy(other, budget.under(other.gate().budget()));
    }

    /** How much of the budget for valuable records is saved, 0 to 1. */
    public double budgetFill() {
        return budget.fill();
    }

    /** What is saved of the budget. */
    public ComputeBudget.Snapshot snapshot() {
        return budget.snapshot();
    }

    /** What the gate is tuned to. */
    public GateTuning tuning() {
        return tuning;
    }

    /**
     * Judges the next record.
     *
     * @param nowMs its time at the gate, milliseconds, which a budget by the second is earned by
     */
    public GateVerdict judge(ScoredEvent scored, GateMode mode, long nowMs) {
        budget.earn(nowMs);
        FeaturizedEvent event = scored.event();
        double probability = scored.probability();
        Thresholds thresholds = policy.thresholds(event.stake());
        double logit = Calibration.logit(probability);
        double distance = thresholds.distance(logit);
        double chance = config.chance().chance(logit, distance, scored.novelty());
        double value =
                config.objective()
                        .value(
                                policy.risk(probability, event.stake()),
                                probability,
                                distance,
                                chance);
        HardRules.Rule rule = policy.rules().of(event.entityKey());
        double scarcity = budget.scarcity();
        double price = tuning.price() * Math.exp(LOG_SWING * scarcity);
        Wish wish =
                new Wish(
                        chance >= tuning.chanceFrom(),
                        chance >= tuning.chanceFrom() * strain(scarcity),
                        value >= tuning.price() || rule == HardRules.Rule.ESCALATE,
                        value >= price || rule == HardRules.Rule.ESCALATE);
        double audit = config.promise().audit().probability(chance);
        DecisionReason reason =
                mode == GateMode.OFF && rule != HardRules.Rule.BLOCK && rule != HardRules.Rule.ALLOW
                        ? DecisionReason.GATE_OFF
                        : reason(scored, rule, wish, audit);
        return new GateVerdict(
                reason,
                outcome(rule, thresholds, probability),
                Math.exp(-distance),
                chance,
                value,
                price,
                inclusion(reason, audit));
    }

    /**
     * What speaks for a look.
     *
     * @param promised the promise asks for it
     * @param promisedNow it still does at what is left of the budget
     * @param worth its value is worth the price
     * @param worthNow it still is at what is left of the budget
     */
    private record Wish(boolean promised, boolean promisedNow, boolean worth, boolean worthNow) {}

    private DecisionReason reason(
            ScoredEvent scored, HardRules.Rule rule, Wish wish, double audit) {
        if (rule == HardRules.Rule.BLOCK || rule == HardRules.Rule.ALLOW) {
            return DecisionReason.RULE;
        }
        if ((wish.promisedNow || wish.worthNow) && spend(Purpose.VALUE)) {
            return wish.promisedNow ? DecisionReason.UNCERTAIN : DecisionReason.COSTLY;
        }
        boolean novel = scored.novelty() >= config.novelty();
        if (novel && spend(Purpose.NOVELTY)) {
            return DecisionReason.NOVEL;
        }
        if (EventDraw.AUDIT.of(scored.event().eventId()) < audit && spend(Purpose.AUDIT)) {
            return DecisionReason.AUDIT;
        }
        return wish.promised || wish.worth || novel
                ? DecisionReason.BUDGET
                : DecisionReason.CONFIDENT;
    }

    /**
     * When less than a quarter of what may be saved is left, the promise yields to the budget, the
     * least likely records first.
     */
    private static double strain(double scarcity) {
        return Math.exp(LOG_SWING * Math.max(0, 2 * scarcity - 1));
    }

    private boolean spend(Purpose purpose) {
        return budget.spend(purpose, tuning.cost(config.budget().unit()));
    }

    private static Outcome outcome(HardRules.Rule rule, Thresholds thresholds, double probability) {
        return switch (rule) {
            case BLOCK -> Outcome.FLAG;
            case ALLOW -> Outcome.CLEAR;
            case ESCALATE, NONE -> thresholds.outcome(probability);
        };
    }

    private static double inclusion(DecisionReason reason, double audit) {
        return switch (reason) {
            case UNCERTAIN, NOVEL, COSTLY -> 1;
            case AUDIT, CONFIDENT, BUDGET -> audit;
            default -> 0;
        };
    }
}
