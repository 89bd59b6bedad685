// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.console.Progress;
import dev.sluice.cli.demo.Shipment;
import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.kafka.Pace;
import dev.sluice.stream.CascadeConfig;
import dev.sluice.stream.config.ConfigFile;
import dev.sluice.stream.kafka.KafkaConfig;
import dev.sluice.stream.kafka.KafkaOptions;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Sends simulated or recorded events, and the labels of them, to the topics of a job. */
@Command(
        name = "send",
        description = "Sends simulated or recorded events, and their labels, to a job's topics.",
        mixinStandardHelpOptions = true)
final class SendCommand implements Callable<Integer> {

    private static final long SHOWN_EVERY = 1000;

    @Spec private CommandSpec spec;
    @Mixin private UseCases useCase;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "Configuration of the job, YAML, as for run.")
    private Path file;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "Recorded events; simulated ones if not given.")
    private Path data;

    @Option(
            names = "--events",
            defaultValue = "10000",
            paramLabel = "N",
            description = "Events at most; default ${DEFAULT-VALUE}.")
    private long events;

    @Option(
            names = "--rate",
            defaultValue = "0",
            paramLabel = "R",
            description = "Events a second; default 0, which is as fast as it goes.")
    private double rate;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "What simulated events are made of; default ${DEFAULT-VALUE}.")
    private long seed;

    @Mixin private SettingsOption settings;

    @Override
    public Integer call() throws Exception {
        UsageException.requireAtLeastOne("--events", events);
        if (!(rate >= 0) || Double.isInfinite(rate)) {
            throw new UsageException("--rate is " + rate + "; expected 0 or more");
        }
        UseCaseKit kit = useCase.kit();
        KafkaConfig kafka =
                KafkaOptions.read(
                        ConfigFile.read(file, CascadeConfig.options())
                                .with(settings.settings())
                                .own());
        try (DemoEvents history =
                        data == null
                                ? DemoEvents.simulated(kit, events, seed)
                                : DemoEvents.first(kit, events, data);
                EventProducer producer = EventProducer.of(kafka);
                Progress progress = Progress.ofTerminal()) {
            send(history.history(), kafka, producer, progress);
            PrintWriter out = spec.commandLine().getOut();
            out.printf(
                    Locale.ROOT,
                    "%,d events on %s, %,d labels on %s%n",
                    producer.acknowledged(kafka.eventsTopic()),
                    kafka.eventsTopic(),
                    producer.acknowledged(kafka.labelsTopic()),
                    kafka.labelsTopic());
            out.flush();
        }
        return Sluice.OK;
    }

    private void send(
            History<PastEvent> history,
            KafkaConfig kafka,
            EventProducer producer,
            Progress progress)
            throws Exception {
        Pace pace = Pace.perSecond(rate);
        for (long sent = 0; sent < events && history.hasNext(); sent++) {
            Shipment next = history.next().shipment();
            pace.await();
            for (Shipment.Label label : next.labels()) {
                producer.send(kafka.labelsTopic(), label.key(), label.value());
            }
            producer.send(kafka.eventsTopic(), next.key(), next.event());
            if (sent % SHOWN_EVERY == 0) {
                progress.bar("sending", (double) sent / events);
            }
        }
        producer.flush();
        progress.bar("sending", 1);
    }
}
