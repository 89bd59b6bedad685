// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.gate;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.control.Controller;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.EventDraw;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Feedback;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.event.ScoredEvent;
import dev.sluice.decisioning.gate.BudgetConfig;
import dev.sluice.decisioning.gate.BudgetUnit;
import dev.sluice.decisioning.gate.ComputeBudget;
import dev.sluice.decisioning.gate.CostMatrix;
import dev.sluice.decisioning.gate.GateConfig;
import dev.sluice.decisioning.gate.GateFitter;
import dev.sluice.decisioning.gate.GateMode;
import dev.sluice.decisioning.gate.GateObjective;
import dev.sluice.decisioning.gate.GatePolicy;
import dev.sluice.decisioning.gate.GateSample;
import dev.sluice.decisioning.gate.GateVerdict;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.gate.Thresholds;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A simulated stream on which first pass and deep agree less and less: the promise of a gate that
 * listens to its audits, beside that of a threshold that was right at the start.
 *
 * <p>Log-odds of the first pass are normal; those of deep are the same plus noise, and twice the
 * noise jumps. What is policy is measured against deep answers of all records, which no gate
 * sees.
 */
final class DriftingStream {

    private static final double ALPHA = 0.02;
    private static final double AUDITS = 0.06;
    private static final double SHARE = 0.5;
    private static final double SAMPLE = 0.01;
    private static final int REGIME = 100_000;
    private static final int HISTORY = 20_000;
    private static final int SLICE = 100;
    private static final int RECENT = 5_000;

    /** Standard deviation of what deep adds to the log-odds, by regime. */
    private static final double[] NOISE = {0.2, 0.5, 0.9};

    /** Mean of what deep adds, by regime. */
    private static final double[] SHIFT = {0, 0.15, -0.3};

    private final SplittableRandom random;
    private final Policy policy;

    private DriftingStream(long seed) {
        this.random = new SplittableRandom(seed);
        Policy open =
                Policy.of(
                        "drifting",
                        "drifting",
                        CostMatrix.of(new Thresholds(0.1, 0.5)),
                        Calibration.IDENTITY,
                        Map.of("monte-carlo", Calibration.IDENTITY),
                        GateConfig.EVERYTHING);
        this.policy =
                open.withGate(
                        GateFitter.fit(
                                open,
                                history(open),
                                new GateFitter.Aim(
                                        GateObjective.PROMISE,
                                        new BudgetConfig(BudgetUnit.EVENTS, SHARE, 0, AUDITS),
                                        2,
                                        ALPHA)));
    }

    /** One record with both answers. */
    private record Both(ScoredEvent scored, Outcome first, Outcome deep, double deepProbability) {}

    /** The promise on a stream with a seed. */
    static GateReport.Promise promise(long seed) {
        return new DriftingStream(seed).run();
    }

    private GateReport.Promise run() {
        GatePolicy gate = new GatePolicy(policy, new ComputeBudget(policy.gate().budget(), 1));
        Controller controller = new Controller(policy);
        double fixed = policy.gate().promise().chanceFrom();
        List<Feedback> slice = new ArrayList<>();
        int events = REGIME * NOISE.length;
        boolean[] missed = new boolean[events];
        boolean[] left = new boolean[events];
        long fixedMissed = 0;
        long fixedLeft = 0;
        for (int i = 0; i < events; i++) {
            Both record = record(policy, i, i / REGIME);
            GateVerdict verdict = gate.judge(record.scored(), GateMode.ON, i);
            boolean changes = record.first() != record.deep();
            left[i] = !verdict.escalated();
            missed[i] = left[i] && changes;
            if (verdict.chance() < fixed) {
                fixedLeft++;
                fixedMissed += changes ? 1 : 0;
            }
            String id = record.scored().event().eventId();
            boolean always =
                    verdict.escalated()
                            || record.first() != Outcome.CLEAR
                            || EventDraw.AUDIT.of(id) < verdict.inclusionProbability();
            if (always || EventDraw.LABELS.of(id) < SAMPLE) {
                slice.add(feedback(record, verdict, always ? 1 : SAMPLE));
            }
            if (i % SLICE == SLICE - 1) {
                slice.forEach(controller::hear);
                slice.clear();
                controller.tune(1).ifPresent(gate::tune);
            }
        }
        MissedShare share = MissedShare.of(count(missed), count(left));
        return new GateReport.Promise(
                "drifting",
                ALPHA,
                share.share(),
                share.low(),
                share.high(),
                1 - (double) count(left) / events,
                (double) fixedMissed / fixedLeft,
                recoveries(missed, left));
    }

    private GateSample history(Policy open) {
        double[] probability = new double[HISTORY];
        boolean[] changed = new boolean[HISTORY];
        double[] weights = new double[HISTORY];
        for (int i = 0; i < HISTORY; i++) {
            Both record = record(open, -1 - i, 0);
            probability[i] = record.scored().probability();
            changed[i] = record.first() != record.deep();
            weights[i] = 1;
        }
        return new GateSample(
                probability, new double[HISTORY], new long[HISTORY], changed, weights);
    }

    private Both record(Policy under, int number, int regime) {
        double logit = -3.5 + 2 * random.nextGaussian();
        double deep = logit + SHIFT[regime] + NOISE[regime] * random.nextGaussian();
        String id = "drifting-" + number;
        double probability = Calibration.sigmoid(logit);
        ScoredEvent scored =
                new ScoredEvent(
                        new FeaturizedEvent(id, id, number, 0, new float[1], new float[1]),
                        (float) probability,
                        probability,
                        0,
                        "first",
                        0,
                        0,
                        "cpu",
                        "none");
        Thresholds thresholds = under.thresholds(0);
        double deepProbability = Calibration.sigmoid(deep);
        return new Both(
                scored,
                thresholds.outcome(probability),
                thresholds.outcome(deepProbability),
                deepProbability);
    }

    /** What a job feeds back of a record: a deep decision, or that of the first pass. */
    private static Feedback feedback(Both record, GateVerdict verdict, double sampleProbability) {
        FeaturizedEvent event = record.scored().event();
        boolean deep = verdict.escalated();
        return new Feedback(
                event.eventId(),
                event.entityKey(),
                event.eventTimeMs(),
                event.stake(),
                deep ? DecisionSource.DEEP : DecisionSource.FIRST_PASS,
                verdict.reason(),
                deep ? verdict.reason().name() : "",
                deep ? record.deepProbability() : record.scored().probability(),
                deep ? record.deep() : record.first(),
                record.scored().probability(),
                record.first(),
                0,
                verdict.chance(),
                verdict.value(),
                verdict.inclusionProbability(),
                sampleProbability,
                deep ? 1 : 0,
                deep ? 1_000 : 0,
                "drifting");
    }

    /** From each jump on, events until the share over the last ones is what is policy again. */
    private static List<Integer> recoveries(boolean[] missed, boolean[] left) {
        List<Integer> recoveries = new ArrayList<>();
        for (int jump = REGIME; jump < missed.length; jump += REGIME) {
            int end = Math.min(missed.length, jump + REGIME);
            int recovered = end - jump;
            for (int to = jump + RECENT; to <= end; to += SLICE) {
                long changed = 0;
                long records = 0;
                for (int i = to - RECENT; i < to; i++) {
                    changed += missed[i] ? 1 : 0;
                    records += left[i] ? 1 : 0;
                }
                if (changed <= ALPHA * records) {
                    recovered = to - jump;
                    break;
                }
            }
            recoveries.add(recovered);
        }
        return recoveries;
    }

    private static long count(boolean[] values) {
        long count = 0;
        for (boolean value : values) {
            count += value ? 1 : 0;
        }
        return count;
    }
}
