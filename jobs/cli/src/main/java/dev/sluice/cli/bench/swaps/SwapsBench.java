// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.swaps;

import dev.sluice.cli.bench.MachineFacts;
import dev.sluice.cli.bench.memory.Watch;
import dev.sluice.cli.bench.plumbing.EventStream;
import dev.sluice.cli.bench.plumbing.HeldModels;
import dev.sluice.cli.bench.plumbing.Plan;
import dev.sluice.cli.bench.plumbing.StateBackend;
import dev.sluice.cli.bench.plumbing.Steady;
import dev.sluice.cli.bench.plumbing.Variant;
import dev.sluice.cli.bench.plumbing.Workbench;
import dev.sluice.cli.bench.soak.SteadyStream;
import dev.sluice.cli.bench.throughput.ThroughputBench;
import dev.sluice.cli.console.Progress;
import dev.sluice.cli.release.CopiedModel;
import dev.sluice.cli.release.ReleaseClient;
import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.release.ModelStatus;
import dev.sluice.decisioning.release.ModelStatus.State;
import dev.sluice.decisioning.release.ReleaseMode;
import dev.sluice.decisioning.release.ReleaseOrder;
import dev.sluice.stream.model.ModelOptions;
import dev.sluice.stream.model.ModelStore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Changes models again and again under a steady load, in turn with stretches in which nothing is
 * changed: first pass and deep, each between two versions with calibrations of their own.
 */
public final class SwapsBench {

    /** Swaps of a stretch. */
    private static final int IN_TURN = 10;

    /** Stretches before those that count: code is compiled, buffers are made. */
    private static final int WARM_UPS = 1;

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int LONGEST = 50_000_000;
    private static final ReleaseClient.Author BENCH = new ReleaseClient.Author("bench swaps", "");

    private final SwapsRequest request;
    private final Progress progress;
    private final Map<String, Calibration> firstPass = new HashMap<>();
    private final Map<String, Map<String, Calibration>> deep = new HashMap<>();
    private final Map<String, List<Path>> folders = new HashMap<>();
    private final List<Double> swapMs = new ArrayList<>();
    private final List<Double> swapped = new ArrayList<>();
    private final List<Double> undisturbed = new ArrayList<>();
    private final Watch watch = new Watch("100 swaps", 100);
    private double refusedAfterMs = Double.NaN;
    private int done;

    /** A bench that shows its progress. */
    public SwapsBench(SwapsRequest request, Progress progress) {
        this.request = request;
        this.progress = progress;
    }

    /**
     * Runs once.
     *
     * @throws Exception if the job fails, or a release that should be taken is refused; whatever
     *     was started is then stopped
     */
    public SwapsResult run() throws Exception {
        Policy policy = request.models().policy();
        copies(policy);
        EventStream stream = SteadyStream.of(LONGEST, (int) (request.perSecond() * 20));
        try (HeldModels held = HeldModels.open(request.models());
                Workbench workbench =
                        Workbench.start(request.models(), request.scorers(), request.scratch())) {
            return workbench.steady(
                    new Plan(
                            Variant.CASCADE,
                            stream,
                            LONGEST,
                            1,
                            ThroughputBench.ESCALATED_SHARE,
                            StateBackend.HEAP),
                    request.perSecond(),
                    this::swap,
                    (kafka, sent) ->
                            SwapsResult.of(
                                    request,
                                    sent,
                                    new Mixtures(policy, firstPass, deep).look(kafka),
                                    new SwapsResult.Rates(undisturbed, swapped),
                                    swapMs,
                                    refusedAfterMs,
                                    watch,
                                    MachineFacts.of(held.firstPass().device())));
        }
    }

    private Void swap(Steady.Running job) throws Exception {
        ReleaseClient client = new ReleaseClient(job.kafka(), System::currentTimeMillis);
        stretch(job, () -> TimeUnit.SECONDS.sleep(20));
        int stretches = Math.max(1, request.swaps() / IN_TURN) + WARM_UPS;
        for (int stretch = 0; stretch < stretches; stretch++) {
            boolean counts = stretch >= WARM_UPS;
            long begun = System.nanoTime();
            double busy = stretch(job, () -> swaps(client, counts));
            long nanos = System.nanoTime() - begun;
            double quiet = stretch(job, () -> TimeUnit.NANOSECONDS.sleep(nanos));
            if (counts) {
                swapped.add(busy);
                undisturbed.add(quiet);
                watch.look(swapMs.size());
            }
            progress.bar("swaps", (double) (stretch + 1) / stretches);
        }
        refuse(client);
        return null;
    }

    private void swaps(ReleaseClient client, boolean counts) throws Exception {
        for (int i = 0; i < IN_TURN; i++) {
            String model = done % 2 == 0 ? ModelStore.FIRST_PASS : ModelStore.DEEP;
            Path folder = folders.get(model).get(done / 2 % 2);
            done++;
            long begun = System.nanoTime();
            ReleaseOrder order = order(client, folder, model);
            ModelStatus status = outcome(client, order);
            if (status.state() != State.LIVE) {
                throw new IOException(
                        "Version "
                                + status.version()
                                + " is "
                                + status.state()
                                + ": "
                                + status.detail());
            }
            if (counts) {
                swapMs.add((System.nanoTime() - begun) / 1e6);
            }
        }
    }

    private void refuse(ReleaseClient client) throws Exception {
        Path corrupt =
                CopiedModel.of(
                        request.folder(),
                        ModelStore.FIRST_PASS,
                        request.scratch().resolve("release-corrupt"),
                        "corrupt",
                        request.models().policy());
        Files.writeString(
                corrupt.resolve(ModelStore.FIRST_PASS).resolve("saved_model.pb"), "altered");
        long begun = System.nanoTime();
        ModelStatus status = outcome(client, order(client, corrupt, ModelStore.FIRST_PASS));
        if (status.state() != State.REFUSED) {
            throw new IOException("A corrupt release is " + status.state());
        }
        refusedAfterMs = (System.nanoTime() - begun) / 1e6;
    }

    private static ReleaseOrder order(ReleaseClient client, Path folder, String model)
            throws Exception {
        return client.order(
                folder.toString(),
                ModelOptions.ENGINE.defaultValue(),
                model,
                ReleaseMode.LIVE,
                1,
                BENCH);
    }

    private static ModelStatus outcome(ReleaseClient client, ReleaseOrder order) throws Exception {
        Optional<ModelStatus> status = client.await(order, client.send(order), PATIENCE);
        return status.orElseThrow(
                () -> new IOException("Nothing was heard of version " + order.version()));
    }

    /** Decisions a second while something is done. */
    private static double stretch(Steady.Running job, Doing doing) throws Exception {
        long before = job.decisions();
        long begun = System.nanoTime();
        doing.run();
        return (job.decisions() - before) * 1e9 / (System.nanoTime() - begun);
    }

    /** Something that takes its time. */
    private interface Doing {
        void run() throws Exception;
    }

    private void copies(Policy policy) throws Exception {
        firstPass.put(version(ModelStore.FIRST_PASS), policy.firstPass());
        deep.put(version(ModelStore.DEEP), policy.deep());
        for (String name : List.of("a", "b")) {
            double slope = name.equals("a") ? 0.95 : 1.05;
            Calibration calibration =
                    new Calibration(
                            policy.firstPass().slope() * slope,
                            policy.firstPass().intercept(),
                            policy.firstPass().bins());
            copy(ModelStore.FIRST_PASS, name, policy.withFirstPass(calibration));
            firstPass.put("first-pass-" + name, calibration);
            Map<String, Calibration> ofDeep = new HashMap<>();
            policy.deep()
                    .forEach(
                            (strategy, fitted) ->
                                    ofDeep.put(
                                            strategy,
                                            new Calibration(
                                                    fitted.slope() * slope,
                                                    fitted.intercept(),
                                                    fitted.bins())));
            copy(
                    ModelStore.DEEP,
                    name,
                    new Policy(
                            policy.version(),
                            policy.useCase(),
                            policy.costs(),
                            policy.review(),
                            policy.rules(),
                            policy.firstPass(),
                            ofDeep,
                            policy.gate()));
            deep.put("deep-" + name, ofDeep);
        }
    }

    private void copy(String model, String name, Policy policy) throws Exception {
        String version = model + "-" + name;
        folders.computeIfAbsent(model, ignored -> new ArrayList<>())
                .add(
                        CopiedModel.of(
                                request.folder(),
                                model,
                                request.scratch().resolve("release-" + version),
                                version,
                                policy.withVersion(version)));
    }

    private String version(String model) throws Exception {
        return ModelStore.at(request.folder().toString(), ModelOptions.ENGINE.defaultValue())
                .manifest(model)
                .version();
    }
}
