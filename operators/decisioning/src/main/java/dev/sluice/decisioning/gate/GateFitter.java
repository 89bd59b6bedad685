// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.gate;

import dev.sluice.decisioning.calibration.Calibration;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Fits a gate on records of which both answers are known.
 *
 * <p>The chance model by {@link ChanceFitter}; the price as the value that the budget for valuable
 * records just reaches; the promise by conformal risk control (Angelopoulos et al., "Conformal Risk
 * Control", 2208.02814): the largest chance to escalate from such that, of the n records left, the
 * changed ones and one more are at most {@code alpha * (n + 1)}; the audits so that they use most
 * of their share. A pure function.
 */
public final class GateFitter {

    /** So much of the budget for audits is used by the records that the gate was fitted on. */
    private static final double AUDITS_USED = 0.8;

    /** So many of the audits are drawn without regard to the chance. */
    private static final double AUDITS_BLIND = 0.25;

    /** Where a budget is no share of the events, the price starts at that of this share. */
    private static final double SHARE_TO_START_WITH = 0.05;

    /**
     * What a gate is fitted for.
     *
     * @param objective what a look is valued by
     * @param budget how much may be spent
     * @param novelty novelty from which on records are escalated
     * @param alpha share of changed outcomes that is promised of the rest
     */
    public record Aim(GateObjective objective, BudgetConfig budget, double novelty, double alpha) {}

    private GateFitter() {}

    /**
     * The gate of a policy for an aim.
     *
     * @param policy costs and calibrations; its own gate is not looked at
     */
    public static GateConfig fit(Policy policy, GateSample sample, Aim aim) {
        ChanceModel model = ChanceFitter.fit(policy, sample);
        int rows = sample.rows();
        double[] chance = new double[rows];
        double[] value = new double[rows];
        for (int row = 0; row < rows; row++) {
            double probability = sample.probability()[row];
            long stake = sample.stakes()[row];
            double logit = Calibration.logit(probability);
            double distance = policy.thresholds(stake).distance(logit);
            chance[row] = model.chance(logit, distance, sample.novelty()[row]);
            value[row] =
                    aim.objective()
                            .value(
                                    policy.risk(probability, stake),
                                    probability,
                                    distance,
                                    chance[row]);
        }
        BudgetConfig budget = aim.budget();
        double share = budget.unit() == BudgetUnit.EVENTS ? budget.amount() : SHARE_TO_START_WITH;
        double price =
                price(
                        value,
                        sample.weights(),
                        share * (1 - budget.noveltyShare() - budget.auditShare()));
        return new GateConfig(
                aim.objective(),
                model,
                price,
                aim.novelty(),
                budget,
                new PromiseConfig(
                        aim.alpha(),
                        chanceFrom(chance, value, price, sample, aim.alpha()),
                        audit(chance, value, price, sample, share * budget.auditShare())));
    }

    /**
     * The same gate for another share of the events: the price is fitted anew, all else stays.
     *
     * @param values what the gate valued the records of a stretch of the stream at
     * @param share share of the events that may be escalated; 1 escalates all of them
     */
    public static GateConfig forShare(GateConfig gate, double[] values, double share) {
        BudgetConfig was = gate.budget();
        BudgetConfig budget =
                new BudgetConfig(BudgetUnit.EVENTS, share, was.noveltyShare(), was.auditShare());
        double[] weights = new double[values.length];
        Arrays.fill(weights, 1);
        double left = share < 1 ? share * (1 - was.noveltyShare() - was.auditShare()) : 1;
        return new GateConfig(
                gate.objective(),
                gate.chance(),
                price(values, weights, left),
                gate.novelty(),
                budget,
                gate.promise());
    }

    /** The value that a share of the records reaches. */
    static double price(double[] value, double[] weights, double share) {
        Integer[] order = descending(value);
        double all = Arrays.stream(weights).sum();
        double above = 0;
        for (int row : order) {
            above += weights[row];
            if (above > share * all) {
                return Math.max(Double.MIN_NORMAL, value[row]);
            }
        }
        return 0;
    }

    private static double chanceFrom(
            double[] chance, double[] value, double price, GateSample sample, double alpha) {
        Integer[] order = descending(chance);
        double left = 0;
        double changed = 0;
        for (int row : order) {
            if (value[row] < price) {
                left += sample.weights()[row];
                changed += sample.changed()[row] ? sample.weights()[row] : 0;
            }
        }
        double from = 2;
        for (int row : order) {
            if (changed + 1 <= alpha * (left + 1)) {
                return from;
            }
            from = chance[row];
            if (value[row] < price) {
                left -= sample.weights()[row];
                changed -= sample.changed()[row] ? sample.weights()[row] : 0;
            }
        }
        return from;
    }

    private static AuditSampling audit(
            double[] chance, double[] value, double price, GateSample sample, double share) {
        double deviation = 0;
        double left = 0;
        double all = 0;
        for (int row = 0; row < chance.length; row++) {
            double weight = sample.weights()[row];
            all += weight;
            if (value[row] < price) {
                left += weight;
                deviation += weight * Math.sqrt(chance[row]);
            }
        }
        if (!(deviation > 0)) {
            return new AuditSampling(Math.min(1, AUDITS_USED * share), 0);
        }
        double audits = AUDITS_USED * share * all;
        return new AuditSampling(
                Math.min(1, AUDITS_BLIND * audits / left), (1 - AUDITS_BLIND) * audits / deviation);
    }

    private static Integer[] descending(double[] values) {
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -values[i]));
        return order;
    }
}
