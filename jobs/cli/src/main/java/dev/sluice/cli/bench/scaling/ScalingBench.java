// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.scaling;

import dev.sluice.cli.bench.MachineFacts;
import dev.sluice.cli.bench.plumbing.HeldModels;
import dev.sluice.cli.bench.plumbing.Plan;
import dev.sluice.cli.bench.plumbing.RunFigures;
import dev.sluice.cli.bench.plumbing.StateBackend;
import dev.sluice.cli.bench.plumbing.Variant;
import dev.sluice.cli.bench.plumbing.Workbench;
import dev.sluice.cli.bench.throughput.ThroughputBench;
import dev.sluice.cli.bench.throughput.VariantFigures;
import dev.sluice.cli.console.Progress;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures the points of all curves in turn, after a round that does not count. */
public final class ScalingBench {

    private static final int[] PARALLELISMS = {1, 2};
    private static final int[] EVENTS_PER_KEY = {1, 10, 100, 1000};
    private static final double[] ESCALATED_SHARES = {0, 0.05, 0.2, 1};

    private final ScalingRequest request;
    private final Progress progress;

    /** A bench that shows its progress. */
    public ScalingBench(ScalingRequest request, Progress progress) {
        this.request = request;
        this.progress = progress;
    }

    /**
     * Runs every point in every round.
     *
     * @throws Exception if a job fails; whatever was started is then stopped
     */
    public ScalingResult run() throws Exception {
        List<Point> points = points();
        try (HeldModels held = HeldModels.open(request.models());
                Workbench workbench =
                        Workbench.start(request.models(), request.scorers(), request.scratch())) {
            for (Point warmUp : firsts(points)) {
                measure(workbench, "warm-up", warmUp);
            }
            Map<Point, List<RunFigures>> runs = new LinkedHashMap<>();
            for (int round = 0; round < request.rounds(); round++) {
                for (int turn = 0; turn < points.size(); turn++) {
                    Point point = points.get((turn + round) % points.size());
                    String label = "round " + (round + 1) + " of " + request.rounds();
                    runs.computeIfAbsent(point, p -> new ArrayList<>())
                            .add(measure(workbench, label, point));
                }
            }
            Map<String, Map<String, VariantFigures>> curves = new LinkedHashMap<>();
            for (Point point : points) {
                curves.computeIfAbsent(point.curve(), curve -> new LinkedHashMap<>())
                        .put(point.value(), VariantFigures.of(runs.get(point)));
            }
            return ScalingResult.of(curves, request, MachineFacts.of(held.firstPass().device()));
        }
    }

    private RunFigures measure(Workbench workbench, String label, Point point) throws Exception {
        progress.bar(label + ": " + point.curve() + " " + point.value(), 0);
        return workbench.run(point.plan());
    }

    /** The first point of each curve. */
    private static Collection<Point> firsts(List<Point> points) {
        Map<String, Point> firsts = new LinkedHashMap<>();
        points.forEach(point -> firsts.putIfAbsent(point.curve(), point));
        return firsts.values();
    }

    private List<Point> points() {
        List<Point> points = new ArrayList<>();
        for (Curve curve : request.curves()) {
            switch (curve) {
                case PARALLELISM -> byParallelism(points);
                case EVENTS_PER_KEY -> byEventsPerKey(points);
                case ESCALATED_SHARE -> byEscalatedShare(points);
                case KEYS -> byKeys(points);
            }
        }
        return points;
    }

    private void byParallelism(List<Point> points) {
        for (int parallelism : PARALLELISMS) {
            String value = Integer.toString(parallelism);
            points.add(
                    new Point(
                            ScalingResult.PARALLELISM,
                            value,
                            plan(Variant.FIRST_PASS_ONLY, parallelism, 0)));
            points.add(
                    new Point(
                            ScalingResult.CASCADE_PARALLELISM,
                            value,
                            plan(Variant.CASCADE, parallelism, ThroughputBench.ESCALATED_SHARE)));
        }
    }

    private void byEventsPerKey(List<Point> points) {
        for (int eventsPerKey : EVENTS_PER_KEY) {
            points.add(
                    new Point(
                            ScalingResult.EVENTS_PER_KEY,
                            Integer.toString(eventsPerKey),
                            new Plan(
                                    Variant.FIRST_PASS_ONLY,
                                    KeyedStreams.of(request.events(), eventsPerKey),
                                    request.events(),
                                    1,
                                    0,
                                    request.backend())));
        }
    }

    private void byEscalatedShare(List<Point> points) {
        for (double share : ESCALATED_SHARES) {
            points.add(
                    new Point(
                            ScalingResult.ESCALATED_SHARE,
                            Double.toString(share),
                            plan(Variant.CASCADE, 1, share)));
        }
    }

    /** An event a key at least, so that there is state for most of them at the end. */
    private void byKeys(List<Point> points) {
        for (int keys : request.keys()) {
            int events = Math.max(request.events(), keys);
            points.add(
                    new Point(
                            ScalingResult.KEYS,
                            Integer.toString(keys),
                            new Plan(
                                    Variant.FIRST_PASS_ONLY,
                                    KeyedStreams.ofKeys(events, keys),
                                    events,
                                    1,
                                    0,
                                    StateBackend.ROCKSDB)));
        }
    }

    /** What is escalated takes longer: fewer events, so that a run ends in about as long. */
    private Plan plan(Variant variant, int parallelism, double share) {
        int events = share > ThroughputBench.ESCALATED_SHARE ? fewer(share) : request.events();
        return new Plan(variant, request.stream(), events, parallelism, share, request.backend());
    }

    private int fewer(double share) {
        return (int) Math.max(1, request.events() * ThroughputBench.ESCALATED_SHARE / share);
    }
}
