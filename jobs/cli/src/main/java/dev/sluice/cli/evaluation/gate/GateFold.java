// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.gate;

import dev.sluice.cli.backtest.CascadeReplay;
import dev.sluice.cli.evaluation.HandbookFold;
import dev.sluice.cli.evaluation.HandbookWeek;
import dev.sluice.cli.evaluation.ProtocolReport;
import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.FeedbackSampling;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.gate.GateConfig;
import dev.sluice.decisioning.gate.GateFitter;
import dev.sluice.decisioning.gate.GateObjective;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.metric.CalibrationFigures;
import dev.sluice.decisioning.metric.OutcomeCosts;
import dev.sluice.fraud.FraudFeatureTable;
import dev.sluice.stream.feature.FeatureTable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/**
 * The gate on the test week of a fold. Prices start from the week before, which has no labels yet.
 *
 * <p>Every event is scored once and looked at once, whatever is asked. Not thread-safe.
 */
public final class GateFold {

    /** The budget that has to be kept, and the promise with it. */
    public static final double SHARE = 0.05;

    /** Budgets of the frontier, as shares of the events. */
    static final List<Double> SHARES = List.of(0.0, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 1.0);

    /** The budget that money is compared at, chosen on the validation folds. */
    static final double MONEY_SHARE = 0.02;

    /** Objectives of the frontier. */
    static final List<GateObjective> OBJECTIVES =
            List.of(GateObjective.RANKING, GateObjective.COST, GateObjective.UNCERTAINTY);

    private static final int WINDOW = 10_000;
    private static final int BINS = 10;
    private static final double SLOPE_FROM = 0.02;
    private static final FeedbackSampling SAMPLING = new FeedbackSampling(0.01);

    /** Feedback takes this long to have its effect. */
    private static final Duration SLICE = Duration.ofMinutes(5);

    private final HandbookWeek week;
    private final CascadeReplay test;
    private final Map<GateObjective, double[]> weekBefore = new EnumMap<>(GateObjective.class);

    private GateFold(HandbookWeek week, CascadeReplay before, CascadeReplay test) {
        this.week = week;
        this.test = test;
        for (GateObjective objective : GateObjective.values()) {
            Policy policy = before.policy();
            weekBefore.put(
                    objective,
                    before
                            .under(policy.withGate(policy.gate().withObjective(objective, 0)))
                            .firstPassOnly()
                            .stream()
                            .mapToDouble(decision -> decision.appraisal().value())
                            .toArray());
        }
    }

    /**
     * The test week of a fold.
     *
     * @param history features of the whole fold
     * @param models models and policy of the fold, which stay the caller's to close
     */
    public static GateFold of(
            HandbookFold fold, FraudFeatureTable history, HandbookFold.Cascade models) {
        HandbookWeek week = fold.testWeek(history);
        return new GateFold(
                week, replay(fold.weekBefore(history), models), replay(week.events(), models));
    }

    private static CascadeReplay replay(FeatureTable events, HandbookFold.Cascade models) {
        return new CascadeReplay(
                events, models.firstPass(), models.deep(), models.policy(), DeepConfig.DEFAULT);
    }

    /** The test week. */
    public HandbookWeek week() {
        return week;
    }

    /** The test week under the policy of the fold. */
    public CascadeReplay replay() {
        return test;
    }

    /** Decisions under a gate with the controller in the loop. */
    public List<Decision> gated(GateObjective objective, double share) {
        return replay(objective, share).controlled(SLICE, SAMPLING, done -> {});
    }

    /** Decisions of the first pass alone. */
    public List<Decision> never() {
        return test.firstPassOnly();
    }

    /** Decisions of deep alone. */
    public List<Decision> always() {
        return test.deepOnAll(done -> {});
    }

    /** What each objective is worth under each budget. */
    public List<GatePoint> frontier(DoubleConsumer progress) {
        List<GatePoint> points = new ArrayList<>();
        for (GateObjective objective : OBJECTIVES) {
            for (double share : SHARES) {
                progress.accept((double) points.size() / (OBJECTIVES.size() * SHARES.size()));
                List<Decision> decisions = gated(objective, share);
                ProtocolReport.Row ranking = ranking(decisions);
                points.add(
                        new GatePoint(
                                GatePoint.key(objective),
                                share,
                                ranking.escalatedShare(),
                                ranking.ap(),
                                ranking.cp100(),
                                money(decisions)));
            }
        }
        progress.accept(1);
        return points;
    }

    /** Ranking figures of decisions. */
    ProtocolReport.Row ranking(List<Decision> decisions) {
        return week.row("", decisions);
    }

    /** What the outcomes of decisions cost. */
    double money(List<Decision> decisions) {
        List<Outcome> outcomes =
                decisions.stream().map(decision -> decision.verdict().outcome()).toList();
        return OutcomeCosts.of(
                        test.policy().costs(), outcomes, test.events().stakes(), week.fraud())
                .total();
    }

    /** Calibration of the first pass. */
    CalibrationFigures calibration() {
        return CalibrationFigures.of(
                never().stream()
                        .mapToDouble(decision -> decision.verdict().probability())
                        .toArray(),
                week.fraud(),
                BINS,
                SLOPE_FROM);
    }

    /** Highest share of escalations in any window of decisions. */
    static double worstWindow(boolean[] escalated) {
        int inWindow = 0;
        int worst = 0;
        for (int i = 0; i < escalated.length; i++) {
            inWindow += escalated[i] ? 1 : 0;
            if (i >= WINDOW) {
                inWindow -= escalated[i - WINDOW] ? 1 : 0;
            }
            worst = Math.max(worst, inWindow);
        }
        return (double) worst / Math.min(WINDOW, escalated.length);
    }

    /**
     * Whether the gate escalates each event of a stream in which, for a stretch of two windows,
     * events among the most valuable twentieth come ten times as often.
     */
    boolean[] burst() {
        CascadeReplay replay = replay(GateObjective.COST, SHARE);
        List<Decision> plain = replay.firstPassOnly();
        int rows = plain.size();
        List<Integer> byValue = new ArrayList<>(IntStream.range(0, rows).boxed().toList());
        byValue.sort(
                Comparator.comparingDouble((Integer row) -> -plain.get(row).appraisal().value()));
        int hard = rows / 20;
        SplittableRandom random = new SplittableRandom(1);
        int[] order = IntStream.range(0, rows).toArray();
        int from = rows / 3;
        for (int i = from; i < Math.min(rows, from + 2 * WINDOW); i++) {
            // one in twenty is hard already; ten in twenty shall be
            if (random.nextInt(20) < 10) {
                order[i] = byValue.get(random.nextInt(hard));
            }
        }
        return replay.escalated(order);
    }

    private CascadeReplay replay(GateObjective objective, double share) {
        Policy policy = test.policy();
        GateConfig gate = policy.gate().withObjective(objective, 0);
        return test.under(
                policy.withGate(GateFitter.forShare(gate, weekBefore.get(objective), share)));
    }
}
