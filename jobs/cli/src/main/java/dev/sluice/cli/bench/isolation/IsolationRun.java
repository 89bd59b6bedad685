// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.isolation;

import dev.sluice.cli.bench.StallWatch;
import dev.sluice.cli.flink.LocalFlink;
import dev.sluice.cli.flink.RunningJob;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.stream.FlinkDefaults;
import dev.sluice.stream.model.CascadeModels;

import org.apache.flink.configuration.Configuration;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/** Runs one variant at a time, each in a job and a Flink of its own. */
final class IsolationRun implements AutoCloseable {

    /** One for the chain of the first pass, one for deep. */
    private static final int SLOTS = 2;

    private final CascadeModels models;
    private final IsolationConfig config;
    private final FeaturizedEvent[] templates;
    private final Path scratch;
    private final CountDownLatch release = new CountDownLatch(1);

    IsolationRun(
            CascadeModels models,
            IsolationConfig config,
            FeaturizedEvent[] templates,
            Path scratch) {
        this.models = models;
        this.config = config;
        this.templates = templates;
        this.scratch = scratch;
    }

    /**
     * Runs a variant to the end of its events.
     *
     * @param slowCall time of a call of the slow model
     * @throws Exception if the job fails; it is then stopped
     */
    RunResult run(Variant variant, int events, Duration slowCall) throws Exception {
        RunLedger ledger = new RunLedger(templates, events);
        LocalFlink flink = LocalFlink.create(settings(), SLOTS);
        try (InProcess<RunLedger> ledgerReference = InProcess.share(ledger);
                InProcess<CountDownLatch> releaseReference = InProcess.share(release)) {
            IsolationJob.build(
                    flink.environment(),
                    gated(variant),
                    Troubled.provider(models.deep(), variant, slowCall, releaseReference),
                    config,
                    ledgerReference);
            try (RunningJob job = RunningJob.submit(flink, "isolation " + variant.key())) {
                job.awaitRunning();
                // what lives as long as the run is not to be moved about during the run
                System.gc();
                try (StallWatch stalls = StallWatch.start()) {
                    ledger.start();
                    job.awaitEnd();
                    return ledger.result(config.deep().deadline().toNanos(), stalls.maxMs());
                }
            }
        }
    }

    /** Lets hanging models return. */
    @Override
    public void close() {
        release.countDown();
    }

    /** Without escalation the gate judges as in the other variants, and has no budget. */
    private CascadeModels gated(Variant variant) {
        return variant == Variant.NO_ESCALATION
                ? models.withPolicy(
                        models.policy()
                                .withGate(
                                        models.policy()
                                                .gate()
                                                .withBudget(
                                                        models.policy()
                                                                .gate()
                                                                .budget()
                                                                .withAmount(0))))
                : models;
    }

    private Configuration settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("parallelism.default", "1");
        settings.put("restart-strategy.type", "none");
        settings.put("execution.checkpointing.storage", "filesystem");
        settings.put("execution.checkpointing.dir", scratch.toUri().toString());
        // a run ends when its events are decided, not at the checkpoint after that
        settings.put("execution.checkpointing.checkpoints-after-tasks-finish", "false");
        return FlinkDefaults.with(Configuration.fromMap(settings));
    }
}
