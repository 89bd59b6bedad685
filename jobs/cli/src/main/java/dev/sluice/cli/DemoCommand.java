// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.console.DecisionText;
import dev.sluice.cli.console.Progress;
import dev.sluice.cli.demo.Demo;
import dev.sluice.cli.demo.DemoRequest;
import dev.sluice.cli.demo.DemoResult;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.stream.CascadeConfig;
import dev.sluice.stream.config.SluiceConfig;
import dev.sluice.stream.kafka.KafkaOptions;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** Everything in one process: broker, Flink, models, a stream, and a count of what came out. */
@Command(
        name = "demo",
        description = "A real broker and a local Flink in this process decide a stream of events.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Mixin private UseCases useCase;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "Transactions to send (.csv, .csv.gz); simulated if not given.")
    private Path data;

    @Option(
            names = "--models",
            paramLabel = "DIR",
            description = "Models to use; trained on simulated history if not given.")
    private Path models;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "200000",
            description = "Number of events; default ${DEFAULT-VALUE}.")
    private long events;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "20000",
            description = "Events a second, 0 for flat out; default ${DEFAULT-VALUE}.")
    private double rate;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "7",
            description = "Seed of the simulated stream; default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the counts as JSON.")
    private Path json;

    @Mixin private SettingsOption settings;

    @Override
    public Integer call() throws Exception {
        useCase.require();
        requirePossible();
        try (Shutdown shutdown = Shutdown.ofThisThread();
                Progress progress = Progress.ofTerminal();
                Scratch scratch = Scratch.create()) {
            try {
                DemoResult result = run(progress, scratch);
                print(result);
                if (json != null) {
                    Json.write(json, result);
                }
                return result.reconciled() ? Sluice.OK : Sluice.FAILED;
            } catch (Exception e) {
                if (!shutdown.isRequested()) {
                    throw e;
                }
                progress.note("Interrupted; producer, job and broker are stopped.");
                return Sluice.INTERRUPTED;
            }
        }
    }

    private DemoResult run(Progress progress, Scratch scratch) throws Exception {
        try (History history = history()) {
            DemoRequest request =
                    new DemoRequest(history, events, rate, models(progress), settings.settings());
            return new Demo(request, progress, scratch.folder()).run();
        }
    }

    /** Refuses what cannot be, before anything is trained or started. */
    private void requirePossible() {
        if (events < 1) {
            throw new UsageException("--events is " + events + "; expected at least 1");
        }
        if (!(rate >= 0) || Double.isInfinite(rate)) {
            throw new UsageException(
                    "--rate is " + rate + "; expected events a second, or 0 for flat out");
        }
        Map<String, String> withBroker = new TreeMap<>(settings.settings());
        withBroker.put(KafkaOptions.BOOTSTRAP_SERVERS.key(), "localhost:9092");
        CascadeConfig.read(SluiceConfig.of(withBroker, CascadeConfig.options()));
    }

    private String models(Progress progress) throws Exception {
        return (models == null ? DemoModels.trained(progress) : DemoModels.given(models))
                .toString();
    }

    private History history() throws IOException {
        if (data == null) {
            return History.of(SimulatedHistory.stream(events, seed).iterator());
        }
        return History.of(FraudHistory.file(data));
    }

    private void print(DemoResult result) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, "%nThree decisions%n%n");
        for (Decision decision : result.examples()) {
            out.println(DecisionText.of(decision));
        }
        out.printf(
                Locale.ROOT,
                "%,d events = %,d decisions + %,d dead letters + %,d duplicates%s%n",
                result.events(),
                result.decisions(),
                result.deadLetters(),
                result.duplicates(),
                result.reconciled() ? "" : "   <-- DOES NOT ADD UP");
        out.printf(
                Locale.ROOT,
                "%,d first pass, %,d deep (%.1f passes on average), %,d fallbacks; %s%n",
                result.firstPass(),
                result.deep(),
                result.meanPasses(),
                result.fallbacks(),
                result.outcomes());
        out.printf(
                Locale.ROOT,
                "%.1f s from the first event to the last decision: %,.0f events/s%n",
                result.seconds(),
                result.eventsPerSecond());
        out.flush();
    }
}
