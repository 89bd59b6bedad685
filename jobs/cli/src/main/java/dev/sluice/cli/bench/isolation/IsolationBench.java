// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.isolation;

import dev.sluice.cli.bench.BenchRecords;
import dev.sluice.cli.bench.MachineFacts;
import dev.sluice.cli.console.Progress;
import dev.sluice.decisioning.deep.DeepJudge;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.inference.ModelBackend;
import dev.sluice.stream.model.CascadeModels;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Measures what a broken deep model does to the first pass, and how well the deadline is kept.
 *
 * <p>The variants take turns, from another one on in each round, after a round that does not count.
 * A run without escalation comes before and after each run of another variant: a machine that is
 * shared gets slower and faster within minutes, so a rate is compared with its neighbours only.
 */
public final class IsolationBench {

    private static final double TOO_SLOW = 100;

    /** Tasks of first pass and deep, and the deep worker. */
    private static final int BUSY_THREADS = 3;

    private static final int WARM_UP_FRACTION = 2;
    private static final int PASSES_SAMPLE = 2000;

    private final IsolationRequest request;
    private final IsolationConfig config = IsolationConfig.defaults();
    private final CascadeModels models;
    private final FeaturizedEvent[] templates;
    private final Progress progress;
    private int runsDone;

    /** A bench that shows its progress. */
    public IsolationBench(IsolationRequest request, Progress progress) {
        this.request = request;
        this.models =
                request.models().withPolicy(request.models().policy().withGate(config.gate()));
        this.templates = BenchRecords.events(request.table());
        this.progress = progress;
    }

    /**
     * Runs every variant in every round.
     *
     * @throws Exception if a job fails; whatever was started is then stopped
     */
    public IsolationResult run() throws Exception {
        ClassLoader loader = IsolationBench.class.getClassLoader();
        // held open: a run must not wait for weights that another one has just let go
        try (ModelBackend deep = models.deep().open(loader);
                ModelBackend firstPass = models.firstPass().open(loader);
                IsolationRun runner =
                        new IsolationRun(models, config, templates, request.scratch())) {
            double meanPasses = meanPasses(deep);
            double rate = warmUp(runner);
            double keepUpSeconds =
                    config.deep().maxBatchRows()
                            / (rate * IsolationConfig.SHARE * (1 + meanPasses));
            Duration slowCall = Duration.ofNanos((long) (TOO_SLOW * keepUpSeconds * 1e9));
            Map<Variant, VariantResult> results = measure(runner, slowCall);
            return IsolationResult.of(
                    MachineFacts.of(deep.device()),
                    new IsolationResult.Setup(
                            request.events(),
                            request.rounds(),
                            Math.min(config.firstPass().maxSize(), firstPass.manifest().maxRows()),
                            config.deep().deadline().toMillis(),
                            keepUpSeconds * 1e3,
                            slowCall.toNanos() / 1e6,
                            meanPasses,
                            BUSY_THREADS),
                    results);
        }
    }

    private double meanPasses(ModelBackend deep) {
        FeaturizedEvent[] sample =
                Arrays.copyOf(templates, Math.min(PASSES_SAMPLE, templates.length));
        return DeepJudge.judgeAll(
                        deep,
                        models.policy(),
                        config.deep(),
                        BenchRecords.escalations(
                                sample, models.policy(), deep.device(), models.deepVersion()))
                .stream()
                .mapToInt(decision -> decision.effort().passesUsed())
                .average()
                .orElseThrow();
    }

    /** The rate without escalation once everything is compiled. */
    private double warmUp(IsolationRun runner) throws Exception {
        int events = Math.max(1, request.events() / WARM_UP_FRACTION);
        Duration slowCall = config.deep().deadline().multipliedBy(2);
        for (Variant variant : Variant.values()) {
            run(runner, "warm-up: ", variant, events, slowCall);
        }
        return run(runner, "warm-up: ", Variant.NO_ESCALATION, events, slowCall).slices().rate();
    }

    private Map<Variant, VariantResult> measure(IsolationRun runner, Duration slowCall)
            throws Exception {
        List<Variant> others = Variant.others();
        List<RunResult> baselines = new ArrayList<>();
        Map<Variant, List<BracketedRun>> runs = new EnumMap<>(Variant.class);
        RunResult before = run(runner, label(0), Variant.NO_ESCALATION, request.events(), slowCall);
        baselines.add(before);
        for (int round = 0; round < request.rounds(); round++) {
            for (int turn = 0; turn < others.size(); turn++) {
                Variant variant = others.get((turn + round) % others.size());
                RunResult own = run(runner, label(round), variant, request.events(), slowCall);
                RunResult after =
                        run(
                                runner,
                                label(round),
                                Variant.NO_ESCALATION,
                                request.events(),
                                slowCall);
                baselines.add(after);
                runs.computeIfAbsent(variant, v -> new ArrayList<>())
                        .add(new BracketedRun(own, before, after));
                before = after;
            }
        }
        runs.put(Variant.NO_ESCALATION, BracketedRun.ofEach(baselines));
        Map<Variant, VariantResult> results = new EnumMap<>(Variant.class);
        runs.forEach(
                (variant, own) ->
                        results.put(variant, VariantResult.of(own, runs.get(Variant.INSTANT))));
        return results;
    }

    private String label(int round) {
        return "round " + (round + 1) + " of " + request.rounds() + ": ";
    }

    private RunResult run(
            IsolationRun runner, String label, Variant variant, int events, Duration slowCall)
            throws Exception {
        int others = Variant.others().size();
        // the warm-up, then each run and the one without escalation behind it
        int all = others + 2 + 2 * others * request.rounds() + 1;
        progress.bar(label + variant.key(), (double) runsDone++ / all);
        return runner.run(variant, events, slowCall);
    }
}
