// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.control;

import dev.sluice.decisioning.calibration.CalibrationFitter;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.Feedback;
import dev.sluice.decisioning.gate.PromiseConfig;
import dev.sluice.decisioning.gate.PromiseStanding;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Keeps the promise of the gate by what the audits show: adaptive conformal inference.
 *
 * <p>After each audit the target moves, {@code a := a + g (alpha - w err)}: err is 1 if deep
 * decided otherwise, w the weight of the audit relative to the mean weight (Gibbs and Candès,
 * "Adaptive Conformal Inference Under Distribution Shift", 2106.00170). The chance to escalate from
 * is the largest one below which the recent audits, and the records that were escalated for the
 * promise, show at most that target of changed outcomes, each weighted by one over the probability
 * with which it was looked at (Horvitz and Thompson, 1952). Not thread-safe.
 */
final class Promise {

    /** Audits that are remembered. */
    private static final int AUDITS = 400;

    /** Records escalated for the promise that are remembered. */
    private static final int ASKED = 800;

    /** One miss takes this many promised shares off the target. */
    private static final double STEP = 1;

    /** The target stays at or below this many promised shares. */
    private static final double MOST = 2;

    /** A target below this part of the promised share would have everything escalated. */
    private static final double LEAST = 0.125;

    /** What was missed too much is made up for, up to this many promised shares. */
    private static final double DEBT = 3;

    /** Fewer audits than this say nothing. */
    private static final int LEAST_AUDITS = 50;

    /** More missed audits than this, and the rest may not be like them. */
    private static final double MOST_MISSED = 0.2;

    /** No chance is as large. */
    private static final double NOBODY = 2;

    private final double alpha;
    private final double initialChance;
    private final Deque<Feedback> audits = new ArrayDeque<>();
    private final Deque<Feedback> asked = new ArrayDeque<>();
    private double target;
    private double weights;

    Promise(PromiseConfig config) {
        this.alpha = config.alpha();
        this.initialChance = config.chanceFrom();
        this.target = config.alpha();
    }

    /** Hears of a record. */
    void hear(Feedback record) {
        if (record.audit()) {
            remember(audits, record, AUDITS);
            if (record.deep()) {
                move(record);
            }
        } else if (record.deep() && record.reason() == DecisionReason.UNCERTAIN) {
            remember(asked, record, ASKED);
        }
    }

    /** The target as it has moved. */
    double target() {
        return target;
    }

    /** Goes on with what was remembered, and with a target. */
    void restore(List<Feedback> records, double newTarget) {
        records.forEach(this::hear);
        target = newTarget;
    }

    /** What is remembered, oldest first. */
    List<Feedback> remembered() {
        List<Feedback> all = new ArrayList<>(asked);
        all.addAll(audits);
        return all;
    }

    /** The chance from which on records have to be escalated. */
    double chanceFrom() {
        if (answered() < LEAST_AUDITS) {
            return initialChance;
        }
        List<Feedback> looks = new ArrayList<>(asked);
        audits.stream().filter(Feedback::deep).forEach(looks::add);
        looks.sort(Comparator.comparingDouble(Feedback::chance));
        double bound = Math.max(target, LEAST * alpha);
        double seen = 0;
        double changed = 0;
        double from = looks.get(0).chance();
        for (int i = 0; i < looks.size(); i++) {
            Feedback look = looks.get(i);
            double weight = weight(look);
            seen += weight;
            changed += look.changed() ? weight : 0;
            if (changed <= bound * seen) {
                from = i + 1 < looks.size() ? looks.get(i + 1).chance() : NOBODY;
            }
        }
        return from;
    }

    /** How the promise stands by the audits that are remembered. */
    PromiseStanding standing() {
        double sum = 0;
        double squares = 0;
        double changed = 0;
        long answered = answered();
        for (Feedback audit : audits) {
            if (audit.deep()) {
                double weight = weight(audit);
                sum += weight;
                squares += weight * weight;
                changed += audit.changed() ? weight : 0;
            }
        }
        if (answered < LEAST_AUDITS || audits.size() - answered > MOST_MISSED * audits.size()) {
            return PromiseStanding.UNKNOWN;
        }
        double rate = changed / sum;
        double effective = sum * sum / squares;
        return CalibrationFitter.wilson(rate * effective, effective)[0] > alpha
                ? PromiseStanding.BROKEN
                : PromiseStanding.KEPT;
    }

    private long answered() {
        return audits.stream().filter(Feedback::deep).count();
    }

    private void move(Feedback audit) {
        double weight = weight(audit);
        weights = weights == 0 ? weight : weights + (weight - weights) / LEAST_AUDITS;
        double error = audit.changed() ? weight / weights : 0;
        target =
                Math.min(
                        MOST * alpha,
                        Math.max(-DEBT * alpha, target + STEP * alpha * (alpha - error)));
    }

    private static double weight(Feedback audit) {
        return 1 / audit.inclusionProbability();
    }

    private static void remember(Deque<Feedback> records, Feedback record, int most) {
        records.addLast(record);
        if (records.size() > most) {
            records.removeFirst();
        }
    }
}
