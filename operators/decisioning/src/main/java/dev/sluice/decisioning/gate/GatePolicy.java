// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.gate;

import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.ScoredEvent;

/**
 * Decides for one record after the other whether the first pass is good enough.
 *
 * <p>A record is uncertain if its probability lies within {@code gate.window} logits of an outcome
 * threshold, and novel from {@code gate.novelty} on; the {@link EscalationCeiling} has the last
 * word. Distances in logits are ratios of odds, so no logarithm is taken. Every record is counted
 * by the ceiling, whatever the mode. Not thread-safe.
 */
public final class GatePolicy {

    private final double reviewOdds;
    private final double flagOdds;
    private final double uncertainFrom;
    private final double novelFrom;
    private final EscalationCeiling ceiling;

    /**
     * The gate of a policy.
     *
     * @param ceiling the ceiling to keep to; owned by the gate from here on
     */
    public GatePolicy(Policy policy, EscalationCeiling ceiling) {
        this.reviewOdds = odds(policy.thresholds().review());
        this.flagOdds = odds(policy.thresholds().flag());
        this.uncertainFrom = Math.exp(-policy.gate().window());
        this.novelFrom = policy.gate().novelty();
        this.ceiling = ceiling;
    }

    /** Judges the next record. */
    public GateVerdict judge(ScoredEvent scored, GateMode mode) {
        double probability = scored.probability();
        double uncertainty = uncertainty(probability);
        double value = value(scored.event().stake(), probability, uncertainty);
        return new GateVerdict(reason(scored, uncertainty, mode), uncertainty, value);
    }

    /** What the ceiling remembers. */
    public EscalationCeiling.Snapshot snapshot() {
        return ceiling.snapshot();
    }

    private DecisionReason reason(ScoredEvent scored, double uncertainty, GateMode mode) {
        boolean uncertain = uncertainty >= uncertainFrom;
        if (mode == GateMode.OFF) {
            ceiling.pass();
            return DecisionReason.GATE_OFF;
        }
        if (!uncertain && !(scored.novelty() >= novelFrom)) {
            ceiling.pass();
            return DecisionReason.CONFIDENT;
        }
        if (!ceiling.admit()) {
            return DecisionReason.BUDGET;
        }
        return uncertain ? DecisionReason.UNCERTAIN : DecisionReason.NOVEL;
    }

    /**
     * Nearness to an outcome threshold: {@code exp(-d)}, where d is the distance to the nearer one
     * in logits; 1 at a threshold, towards 0 far from both.
     */
    private double uncertainty(double probability) {
        double odds = odds(probability);
        return Math.max(nearness(odds, reviewOdds), nearness(odds, flagOdds));
    }

    /**
     * Stake, times the chance that the likelier of good and bad is wrong, times the uncertainty as
     * a stand-in for the chance that a deep look changes the outcome. An order of records, not yet
     * an amount of money: cost matrices are not known here.
     */
    private static double value(long stake, double probability, double uncertainty) {
        return stake * Math.min(probability, 1 - probability) * uncertainty;
    }

    private static double nearness(double odds, double threshold) {
        return odds < threshold ? odds / threshold : threshold / odds;
    }

    private static double odds(double probability) {
        return probability / (1 - probability);
    }
}
