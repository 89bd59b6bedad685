// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.latency;

import dev.sluice.cli.bench.MachineFacts;
import dev.sluice.cli.bench.plumbing.EventStream;
import dev.sluice.cli.bench.plumbing.HeldModels;
import dev.sluice.cli.bench.plumbing.Load;
import dev.sluice.cli.bench.plumbing.LoadFigures;
import dev.sluice.cli.bench.plumbing.Plan;
import dev.sluice.cli.bench.plumbing.StateBackend;
import dev.sluice.cli.bench.plumbing.Variant;
import dev.sluice.cli.bench.plumbing.Workbench;
import dev.sluice.cli.bench.throughput.ThroughputBench;
import dev.sluice.cli.console.Progress;
import dev.sluice.decisioning.deep.DeepConfig;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the times of decisions under the same load for all variants, which take turns, after a
 * run of each, flat out, that does not count.
 */
public final class LatencyBench {

    private static final double PART_OF_SUSTAINED = 0.5;
    private static final String FROM =
            "from when an event was due to be sent, late or not, to the broker's time of its"
                    + " decision, which is in whole milliseconds";

    private final LatencyRequest request;
    private final Progress progress;

    /** A bench that shows its progress. */
    public LatencyBench(LatencyRequest request, Progress progress) {
        this.request = request;
        this.progress = progress;
    }

    /**
     * Puts every variant under the load in every round.
     *
     * @throws Exception if a job fails; whatever was started is then stopped
     */
    public LatencyResult run() throws Exception {
        try (HeldModels held = HeldModels.open(request.models());
                Workbench workbench =
                        Workbench.start(request.models(), request.scorers(), request.scratch())) {
            double sustained = warmUp(workbench);
            double rate = request.rate().orElse(PART_OF_SUSTAINED * sustained);
            Load load = new Load(rate, request.warmUpSeconds(), request.seconds());
            Map<Variant, List<LoadFigures>> rounds = new EnumMap<>(Variant.class);
            for (int round = 0; round < request.rounds(); round++) {
                for (int turn = 0; turn < request.variants().size(); turn++) {
                    Variant variant =
                            request.variants().get((turn + round) % request.variants().size());
                    progress.bar(
                            "round "
                                    + (round + 1)
                                    + " of "
                                    + request.rounds()
                                    + ": "
                                    + variant.key(),
                            (double) turn / request.variants().size());
                    rounds.computeIfAbsent(variant, v -> new ArrayList<>())
                            .add(
                                    workbench.load(
                                            plan(
                                                    variant,
                                                    request.streams().apply(load.events()),
                                                    load.events()),
                                            load));
                }
            }
            Map<Variant, VariantLatency> variants = new EnumMap<>(Variant.class);
            rounds.forEach((variant, own) -> variants.put(variant, VariantLatency.of(own)));
            return LatencyResult.of(
                    variants, setup(rate, sustained), MachineFacts.of(held.firstPass().device()));
        }
    }

    /** What the cascade does flat out, if that decides the load. */
    private double warmUp(Workbench workbench) throws Exception {
        EventStream stream = request.streams().apply(request.warmUpEvents());
        for (Variant variant : request.variants()) {
            progress.bar("warm-up: " + variant.key(), 0);
            workbench.run(plan(variant, stream, variant.events(request.warmUpEvents())));
        }
        if (request.rate().isPresent()) {
            return Double.NaN;
        }
        progress.bar("flat out: " + Variant.CASCADE.key(), 0);
        return workbench
                .run(plan(Variant.CASCADE, stream, request.warmUpEvents()))
                .slices()
                .overallRate();
    }

    private static Plan plan(Variant variant, EventStream stream, int events) {
        return new Plan(
                variant,
                stream,
                events,
                1,
                variant.escalatedShare(ThroughputBench.ESCALATED_SHARE),
                StateBackend.HEAP);
    }

    private LatencyResult.Setup setup(double rate, double sustained) {
        return new LatencyResult.Setup(
                rate,
                sustained,
                request.seconds(),
                request.rounds(),
                DeepConfig.DEFAULT.deadline().toMillis(),
                FROM,
                Workbench.sharedSettings(StateBackend.HEAP));
    }
}
