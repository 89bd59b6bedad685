// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.backtest;

import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.deep.ThinkingConfig;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.gate.CostMatrix;
import dev.sluice.inference.ModelBackend;
import dev.sluice.stream.feature.FeatureTable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/**
 * Several policies over the same recorded events: scored once, replayed for each.
 *
 * <p>Equal events, models and policies give equal results. Not thread-safe.
 */
public final class Backtest {

    /**
     * What to replay.
     *
     * @param events the events
     * @param bad whether each is bad
     * @param thinking how deep thinks; deadlines, queues and breakers have no part in a backtest
     * @param policies the policies, at least one; all are charged by the costs of the first
     * @param alarms which alarms are raised; empty if the use case has none
     */
    public record Request(
            FeatureTable events,
            boolean[] bad,
            ThinkingConfig thinking,
            List<NamedPolicy> policies,
            Optional<AlarmWatch> alarms) {

        /** A request without alarms. */
        public Request(
                FeatureTable events,
                boolean[] bad,
                ThinkingConfig thinking,
                List<NamedPolicy> policies) {
            this(events, bad, thinking, policies, Optional.empty());
        }

        /** Refuses a request without a policy. */
        public Request {
            policies = List.copyOf(policies);
            if (policies.isEmpty()) {
                throw new IllegalArgumentException("There is no policy; expected at least one");
            }
        }
    }

    private final Request request;
    private final ModelBackend firstPass;
    private final ModelBackend deep;
    private final Truth truth;
    private final CostMatrix costs;
    private final CascadeReplay replay;
    private final List<List<Decision>> decisions = new ArrayList<>();

    private Backtest(Request request, ModelBackend firstPass, ModelBackend deep) {
        this.request = request;
        this.firstPass = firstPass;
        this.deep = deep;
        this.truth = Truth.of(request.events(), request.bad());
        NamedPolicy first = request.policies().get(0);
        this.costs = first.policy().costs();
        this.replay =
                new CascadeReplay(
                        request.events(),
                        firstPass,
                        deep,
                        first.policy(),
                        DeepConfig.DEFAULT.withThinking(request.thinking()));
    }

    /** Decides with opened models, which stay the caller's to close. */
    public static Backtest run(
            Request request, ModelBackend firstPass, ModelBackend deep, DoubleConsumer progress) {
        Backtest backtest = new Backtest(request, firstPass, deep);
        int count = request.policies().size();
        for (int i = 0; i < count; i++) {
            int done = i;
            backtest.decisions.add(
                    backtest.replay(i).cascade(share -> progress.accept((done + share) / count)));
        }
        return backtest;
    }

    /** What a policy decided: one decision an event, sorted by event time and id. */
    public List<Decision> decisions(int policy) {
        return List.copyOf(decisions.get(policy));
    }

    /** What the first pass alone would have decided under the first policy, in the same order. */
    public List<Decision> firstPassOnly() {
        return replay.firstPassOnly();
    }

    /** The figures, without frontiers. */
    public BacktestResult result() {
        return result(request.policies().stream().map(policy -> List.<FrontierPoint>of()).toList());
    }

    /** The figures and the frontier of each policy; deep looks at every event for that. */
    public BacktestResult resultWithFrontiers(DoubleConsumer progress) {
        List<List<FrontierPoint>> frontiers = new ArrayList<>();
        int count = request.policies().size();
        for (int i = 0; i < count; i++) {
            int done = i;
            frontiers.add(
                    Frontier.of(
                            replay(i),
                            truth,
                            costs,
                            share -> progress.accept((done + share) / count)));
        }
        return result(frontiers);
    }

    private CascadeReplay replay(int policy) {
        return replay.under(request.policies().get(policy).policy());
    }

    private BacktestResult result(List<List<FrontierPoint>> frontiers) {
        List<PolicyResult> policies = new ArrayList<>();
        for (int i = 0; i < decisions.size(); i++) {
            policies.add(policy(request.policies().get(i), decisions.get(i), frontiers.get(i)));
        }
        return new BacktestResult(
                truth.bad().length,
                truth.badEvents(),
                Figures.of(replay.firstPassOnly(), truth, costs),
                new BacktestResult.Models(
                        firstPass.manifest().version(),
                        deep.manifest().version(),
                        request.thinking().strategy().key(),
                        request.thinking().stopRule().key()),
                new BacktestResult.Costs(
                        costs.missed().fixed(),
                        costs.missed().share(),
                        costs.falseBlock().fixed(),
                        costs.falseBlock().share(),
                        costs.review()),
                policies,
                alarms(),
                diffs());
    }

    private List<AlarmFigures> alarms() {
        if (request.alarms().isEmpty()) {
            return List.of();
        }
        AlarmWatch watch = request.alarms().get();
        List<AlarmFigures> figures = new ArrayList<>();
        figures.add(AlarmFigures.of(BacktestTables.FIRST_PASS, firstPassOnly(), watch));
        for (int i = 0; i < decisions.size(); i++) {
            String name = request.policies().get(i).name();
            figures.add(AlarmFigures.of(name, decisions.get(i), watch));
        }
        return figures;
    }

    private PolicyResult policy(
            NamedPolicy policy, List<Decision> decided, List<FrontierPoint> frontier) {
        List<Decision> byDeep = new ArrayList<>();
        List<Boolean> bad = new ArrayList<>();
        for (int i = 0; i < decided.size(); i++) {
            if (decided.get(i).source() == DecisionSource.DEEP) {
                byDeep.add(decided.get(i));
                bad.add(truth.bad()[i]);
            }
        }
        boolean[] badByDeep = new boolean[bad.size()];
        for (int i = 0; i < badByDeep.length; i++) {
            badByDeep[i] = bad.get(i);
        }
        return new PolicyResult(
                policy.name(),
                policy.policy().version(),
                PolicyResult.Gate.of(policy.policy().gate()),
                Figures.of(decided, truth, costs),
                ReasonOutcomes.of(decided, truth.bad()),
                frontier,
                ReliabilityBin.of(
                        decided.stream()
                                .mapToDouble(d -> d.appraisal().firstPassProbability())
                                .toArray(),
                        truth.bad()),
                ReliabilityBin.of(
                        byDeep.stream().mapToDouble(d -> d.verdict().probability()).toArray(),
                        badByDeep),
                ValueHistogram.of(policy.policy().gate().price(), decided));
    }

    private List<DecisionDiff> diffs() {
        if (decisions.size() < 2) {
            return List.of();
        }
        return List.of(DecisionDiff.of(decided(0), decided(1), truth, costs));
    }

    private DecisionDiff.Decided decided(int policy) {
        return new DecisionDiff.Decided(
                request.policies().get(policy).name(), decisions.get(policy));
    }
}
