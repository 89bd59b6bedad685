// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.backtest.DecisionCsv;
import dev.sluice.cli.console.DecisionText;
import dev.sluice.cli.console.Progress;
import dev.sluice.cli.demo.Demo;
import dev.sluice.cli.demo.DemoRequest;
import dev.sluice.cli.demo.DemoResult;
import dev.sluice.cli.demo.ReproducibleSettings;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.stream.CascadeConfig;
import dev.sluice.stream.config.SluiceConfig;
import dev.sluice.stream.kafka.KafkaOptions;
import dev.sluice.stream.registry.RegistryOptions;

import picocli.CommandLine.ArgGroup;
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

    private static final long DEFAULT_EVENTS = 200_000;

    @Spec private CommandSpec spec;

    @Mixin private UseCases useCase;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "Events to send (.csv, .csv.gz); simulated if not given.")
    private Path data;

    @ArgGroup(
            exclusive = false,
            heading =
                    "Days of --data to decide; what their features depend on is sent before"
                            + " them:%n")
    private DateOptions range;

    @Option(
            names = "--models",
            paramLabel = "DIR",
            description = "Models to use; trained on simulated history if not given.")
    private Path models;

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "Number of events; default " + DEFAULT_EVENTS + ", or all up to --to.")
    private Long events;

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

    @Option(
            names = "--decisions",
            paramLabel = "FILE",
            description =
                    "Write the decisions on the topic as backtest does: CSV, sorted by event time"
                            + " and id; of the days from --from to --to, if these are given.")
    private Path decisions;

    @Option(
            names = "--reproducible",
            description =
                    "Let load decide nothing: event-time order, no deadline, no watchdog, no"
                            + " controller, room for every escalation. What --set says holds over"
                            + " it.")
    private boolean reproducible;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the counts as JSON.")
    private Path json;

    @Mixin private SettingsOption settings;

    @Mixin private UiOption ui;

    @Override
    public Integer call() throws Exception {
        UseCaseKit kit = useCase.kit();
        requirePossible();
        try (Shutdown shutdown = Shutdown.ofThisThread();
                Progress progress = Progress.ofTerminal();
                Scratch scratch = Scratch.create();
                UiOption.Served page = ui.open(kit, progress)) {
            try {
                DemoResult result = run(kit, progress, scratch, page);
                print(result);
                write(result);
                stay(page, progress, shutdown);
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

    /** A demo is over in seconds; its page is there to be looked at. */
    private static void stay(UiOption.Served page, Progress progress, Shutdown shutdown)
            throws InterruptedException {
        try {
            page.await(progress);
        } catch (InterruptedException e) {
            if (!shutdown.isRequested()) {
                throw e;
            }
        }
    }

    private DemoResult run(UseCaseKit kit, Progress progress, Scratch scratch, UiOption.Served page)
            throws Exception {
        try (DemoEvents sent = sent(kit)) {
            DemoRequest request =
                    new DemoRequest(
                            kit.useCase(),
                            kit.jobName(),
                            sent.history().map(PastEvent::shipment),
                            sent.count(),
                            rate,
                            models(kit, progress),
                            effective());
            return new Demo(request, progress, scratch.folder(), page).run();
        }
    }

    /** Refuses what cannot be, before anything is trained or started. */
    private void requirePossible() {
        if (events != null) {
            UsageException.requireAtLeastOne("--events", events);
        }
        if (range != null && data == null) {
            throw new UsageException(
                    "--from and --to choose days of --data, which is not given; name a file");
        }
        if (range != null) {
            range.from();
        }
        if (range != null && events != null) {
            throw new UsageException(
                    "--events is "
                            + events
                            + ", but --from and --to say which events; leave one of them out");
        }
        if (!(rate >= 0) || Double.isInfinite(rate)) {
            throw new UsageException(
                    "--rate is " + rate + "; expected events a second, or 0 for flat out");
        }
        Map<String, String> withBroker = new TreeMap<>(effective());
        withBroker.put(KafkaOptions.BOOTSTRAP_SERVERS.key(), "localhost:9092");
        CascadeConfig read =
                CascadeConfig.read(SluiceConfig.of(withBroker, CascadeConfig.options()));
        if (read.registry().isPresent()) {
            throw new UsageException(
                    RegistryOptions.URL.key()
                            + " is set, but the demo has a broker of its own, whose topics belong"
                            + " in no registry; leave it out, or use 'sluice run'");
        }
    }

    private Map<String, String> effective() {
        return reproducible ? ReproducibleSettings.under(settings.settings()) : settings.settings();
    }

    private String models(UseCaseKit kit, Progress progress) throws Exception {
        return (models == null ? DemoModels.trained(kit, progress) : DemoModels.given(kit, models))
                .toString();
    }

    private DemoEvents sent(UseCaseKit kit) throws IOException {
        if (range != null) {
            return DemoEvents.between(kit, range.from(), range.to(), data);
        }
        long count = events == null ? DEFAULT_EVENTS : events;
        return data == null
                ? DemoEvents.simulated(kit, count, seed)
                : DemoEvents.first(kit, count, data);
    }

    private void write(DemoResult result) throws IOException {
        if (decisions != null) {
            DecisionCsv.write(
                    decisions,
                    range == null
                            ? result.ledger().sorted()
                            : result.ledger().between(range.from(), range.to()));
        }
        if (json != null) {
            Json.write(json, result);
        }
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
        if (!result.alarms().isEmpty()) {
            out.printf(Locale.ROOT, "alarms: %s%n", result.alarms());
        }
        out.printf(
                Locale.ROOT,
                "%.1f s from the first event to the last decision: %,.0f events/s%n",
                result.seconds(),
                result.eventsPerSecond());
        out.flush();
    }
}
