// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.control;

import dev.sluice.decisioning.event.EscalationReason;
import dev.sluice.decisioning.event.Feedback;
import dev.sluice.decisioning.gate.BudgetUnit;
import dev.sluice.decisioning.gate.ChanceFitter;
import dev.sluice.decisioning.gate.GateConfig;
import dev.sluice.decisioning.gate.GateSample;
import dev.sluice.decisioning.gate.GateTuning;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.gate.ReviewConfig;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Turns the feedback on decisions into what the gate has to know next: prices, the chance to
 * escalate from, and new versions of the policy. There is one in a job.
 *
 * <p>Hears records in any order; equal records in equal order give equal answers. Not thread-safe.
 */
public final class Controller {

    /** Records that the price and the surcharge are found from. */
    private static final int RECENT = 2_048;

    /** Fewer records than this say less than the policy. */
    private static final int LEAST_RECENT = 256;

    /** Deep looks that the chance model is learned from. */
    private static final int LOOKS = 4_096;

    /** After so many more looks it is learned again. */
    private static final int LOOKS_A_VERSION = 2_048;

    /** Smaller changes than this are not worth a message. */
    private static final double NOTICEABLE = 0.02;

    private static final char REVISION = '+';

    private final Policy initial;
    private final Deque<Feedback> recent = new ArrayDeque<>();
    private final Deque<Feedback> looks = new ArrayDeque<>();
    private final Promise promise;
    private final LookCost lookCost;
    private Policy policy;
    private GateTuning published;
    private int revision;
    private int newLooks;

    /**
     * What a controller remembers.
     *
     * @param recent recent records, oldest first
     * @param looks deep looks, oldest first
     * @param audits what the promise is kept by, oldest first
     * @param target target share of the promise, as it has moved
     * @param passes passes that a look takes
     * @param deviceMillis milliseconds of the device that a look takes
     * @param revision versions of the policy so far
     * @param newLooks looks since the last version
     */
    public record Snapshot(
            List<Feedback> recent,
            List<Feedback> looks,
            List<Feedback> audits,
            double target,
            double passes,
            double deviceMillis,
            int revision,
            int newLooks) {}

    /** A controller that has heard nothing yet, for a policy. */
    public Controller(Policy policy) {
        GateTuning start = GateTuning.of(policy.gate());
        this.initial = policy;
        this.policy = policy;
        this.published = start;
        this.promise = new Promise(policy.gate().promise());
        this.lookCost = new LookCost(start.lookPasses(), start.lookDeviceMillis());
        this.revision = revisionOf(policy);
    }

    /** A controller that goes on from a snapshot, under the policy that it had made last. */
    public static Controller restored(Policy policy, Snapshot snapshot) {
        Controller controller = new Controller(policy);
        controller.recent.addAll(snapshot.recent());
        controller.looks.addAll(snapshot.looks());
        controller.promise.restore(snapshot.audits(), snapshot.target());
        controller.lookCost.restore(snapshot.passes(), snapshot.deviceMillis());
        controller.revision = Math.max(controller.revision, snapshot.revision());
        controller.newLooks = snapshot.newLooks();
        return controller;
    }

    /** What has to be kept to go on elsewhere. */
    public Snapshot snapshot() {
        return new Snapshot(
                List.copyOf(recent),
                List.copyOf(looks),
                promise.remembered(),
                promise.target(),
                lookCost.passes(),
                lookCost.deviceMillis(),
                revision,
                newLooks);
    }

    /** Hears of a decision. */
    public void hear(Feedback record) {
        remember(recent, record, RECENT);
        promise.hear(record);
        lookCost.hear(record);
        if (record.deep()) {
            remember(looks, record, LOOKS);
            newLooks++;
        }
    }

    /**
     * What to set at the gate, if it differs noticeably from what was set last.
     *
     * @param budgetFactor share of the budget that may be spent, less than 1 to catch up
     */
    public Optional<GateTuning> tune(double budgetFactor) {
        GateConfig gate = policy.gate();
        double chanceFrom = promise.chanceFrom();
        double cost =
                gate.budget().unit() == BudgetUnit.PASSES
                        ? lookCost.passes()
                        : lookCost.deviceMillis();
        double price =
                recent.size() < LEAST_RECENT
                        ? published.price()
                        : PriceRule.price(
                                recent, gate.budget(), chanceFrom, cost, published.price());
        GateTuning next =
                new GateTuning(
                        price,
                        chanceFrom,
                        lookCost.passes(),
                        lookCost.deviceMillis(),
                        budgetFactor,
                        promise.standing());
        if (!differs(next)) {
            return Optional.empty();
        }
        published = next;
        return Optional.of(next);
    }

    /**
     * A new version of the policy, if enough was learned for one: the chance model from the looks
     * so far, and the surcharge that keeps reviews within the analysts' capacity.
     */
    public Optional<Policy> revise() {
        if (newLooks < LOOKS_A_VERSION) {
            return Optional.empty();
        }
        newLooks = 0;
        revision++;
        ReviewConfig review = policy.review();
        Policy next =
                policy.withReview(
                        new ReviewConfig(
                                review.perHour(),
                                ReviewRule.surcharge(recent, policy.costs(), review)));
        GateConfig gate = next.gate();
        policy =
                next.withGate(gate.withChance(ChanceFitter.fit(next, sample())))
                        .withVersion(baseVersion() + REVISION + revision);
        return Optional.of(policy);
    }

    /** Goes on under a policy that somebody else has published. */
    public void follow(Policy other) {
        policy = other;
        revision = Math.max(revision, revisionOf(other));
    }

    /** The number behind the last sign of a revision, so that no name is given twice. */
    private static int revisionOf(Policy of) {
        String version = of.version();
        int sign = version.lastIndexOf(REVISION);
        if (sign < 0) {
            return 0;
        }
        try {
            return Integer.parseInt(version.substring(sign + 1));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private String baseVersion() {
        int end = initial.version().lastIndexOf(REVISION);
        return end < 0 ? initial.version() : initial.version().substring(0, end);
    }

    /**
     * Looks stand for all records: audits by how seldom they are drawn, the others for themselves.
     */
    private GateSample sample() {
        List<Feedback> all = new ArrayList<>(looks);
        int rows = all.size();
        double[] probability = new double[rows];
        double[] novelty = new double[rows];
        long[] stakes = new long[rows];
        boolean[] changed = new boolean[rows];
        double[] weights = new double[rows];
        for (int row = 0; row < rows; row++) {
            Feedback look = all.get(row);
            probability[row] = look.firstPassProbability();
            novelty[row] = look.novelty();
            stakes[row] = look.stake();
            changed[row] = look.changed();
            weights[row] =
                    look.escalation().equals(EscalationReason.AUDIT.name())
                            ? 1 / look.inclusionProbability()
                            : 1;
        }
        return new GateSample(probability, novelty, stakes, changed, weights);
    }

    /**
     * What a look takes counts in the unit of the budget only: a price that moved whenever the
     * device was slower would make a budget of events depend on the clock.
     */
    private boolean differs(GateTuning next) {
        BudgetUnit unit = policy.gate().budget().unit();
        return next.standing() != published.standing()
                || next.budgetFactor() != published.budgetFactor()
                || moved(next.price(), published.price())
                || moved(next.chanceFrom(), published.chanceFrom())
                || moved(next.cost(unit), published.cost(unit));
    }

    private static boolean moved(double next, double last) {
        return Math.abs(next - last) > NOTICEABLE * Math.abs(last);
    }

    private static void remember(Deque<Feedback> records, Feedback record, int most) {
        records.addLast(record);
        if (records.size() > most) {
            records.removeFirst();
        }
    }
}
