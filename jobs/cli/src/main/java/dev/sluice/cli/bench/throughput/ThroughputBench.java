// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.throughput;

import dev.sluice.cli.bench.BenchRecords;
import dev.sluice.cli.bench.MachineFacts;
import dev.sluice.cli.bench.deep.BareLoop;
import dev.sluice.cli.bench.deep.DeepWorkload;
import dev.sluice.cli.bench.plumbing.HeldModels;
import dev.sluice.cli.bench.plumbing.Plan;
import dev.sluice.cli.bench.plumbing.RunFigures;
import dev.sluice.cli.bench.plumbing.Variant;
import dev.sluice.cli.bench.plumbing.Workbench;
import dev.sluice.cli.console.Progress;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.inference.ModelBackend;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the variants of a job in turn, starting with another one in each round, after a round
 * that does not count.
 */
public final class ThroughputBench {

    /** Share of the events that the cascade escalates. */
    public static final double ESCALATED_SHARE = 0.05;

    private static final int WARM_UP_FRACTION = 2;
    private static final String CPU =
            "of the process of the job, with its engine, compiler and collector; the broker is"
                    + " another process";

    private final ThroughputRequest request;
    private final Progress progress;
    private int runsDone;

    /** A bench that shows its progress. */
    public ThroughputBench(ThroughputRequest request, Progress progress) {
        this.request = request;
        this.progress = progress;
    }

    /**
     * Runs every variant in every round.
     *
     * @throws Exception if a job fails; whatever was started is then stopped
     */
    public ThroughputResult run() throws Exception {
        try (HeldModels held = HeldModels.open(request.models());
                Workbench workbench =
                        Workbench.start(request.models(), request.scorers(), request.scratch())) {
            double deepLook = deepLook(held.deep());
            runs(workbench, "warm-up: ", 0, request.events() / WARM_UP_FRACTION);
            Map<Variant, List<RunFigures>> runs = new EnumMap<>(Variant.class);
            for (int round = 0; round < request.rounds(); round++) {
                String label = "round " + (round + 1) + " of " + request.rounds() + ": ";
                runs(workbench, label, round, request.events())
                        .forEach(
                                (variant, figures) ->
                                        runs.computeIfAbsent(variant, v -> new ArrayList<>())
                                                .add(figures));
            }
            Map<Variant, VariantFigures> variants = new EnumMap<>(Variant.class);
            runs.forEach((variant, own) -> variants.put(variant, VariantFigures.of(own)));
            return ThroughputResult.of(
                    variants, deepLook, setup(), MachineFacts.of(held.firstPass().device()));
        }
    }

    /** Each variant once, from another one on in each round. */
    private Map<Variant, RunFigures> runs(Workbench workbench, String label, int round, int events)
            throws Exception {
        List<Variant> variants = request.variants();
        Map<Variant, RunFigures> runs = new EnumMap<>(Variant.class);
        for (int turn = 0; turn < variants.size(); turn++) {
            Variant variant = variants.get((turn + round) % variants.size());
            int all = variants.size() * (request.rounds() + 1);
            progress.bar(label + variant.key(), (double) runsDone++ / all);
            runs.put(
                    variant,
                    workbench.run(
                            new Plan(
                                    variant,
                                    request.stream(),
                                    variant.events(events),
                                    request.parallelism(),
                                    variant.escalatedShare(ESCALATED_SHARE),
                                    request.backend())));
        }
        return runs;
    }

    private double deepLook(ModelBackend deep) {
        if (!request.variants().contains(Variant.CASCADE) || request.sample().isEmpty()) {
            return Double.NaN;
        }
        progress.bar("a deep look in a bare loop", 0);
        return BareLoop.cpuMicros(
                new DeepWorkload(
                        BenchRecords.escalations(
                                request.sample().toArray(FeaturizedEvent[]::new),
                                request.models().policy(),
                                deep.device(),
                                request.models().deepVersion()),
                        deep,
                        request.models().policy()));
    }

    private ThroughputResult.Setup setup() {
        return new ThroughputResult.Setup(
                request.events(),
                request.rounds(),
                request.parallelism(),
                ESCALATED_SHARE,
                CPU,
                Workbench.sharedSettings(request.backend()));
    }
}
