// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.decisioning.gate.GateMode;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.schema.AvroWireFormat;
import dev.sluice.schema.Control;
import dev.sluice.stream.CascadeConfig;
import dev.sluice.stream.config.ConfigFile;
import dev.sluice.stream.config.SluiceConfig;
import dev.sluice.stream.deep.DeepOptions;
import dev.sluice.stream.kafka.KafkaConfig;
import dev.sluice.stream.kafka.KafkaOptions;
import dev.sluice.stream.model.ModelJson;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Tells a running job something on its control topic. */
@Command(
        name = "control",
        description =
                "Tells a running job something on its control topic: gate.mode on|off, which is"
                        + " the kill switch of deep, or policy FILE. What no job could use is not"
                        + " sent.",
        mixinStandardHelpOptions = true)
final class ControlCommand implements Callable<Integer> {

    private static final String GATE_MODE = "gate.mode";
    private static final String POLICY = "policy";

    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "KIND", description = "gate.mode or policy.")
    private String kind;

    @Parameters(
            index = "1",
            paramLabel = "VALUE",
            description = "on or off; for a policy a file such as policy.yaml.")
    private String value;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "Configuration of the job, YAML, as for run.")
    private Path config;

    @Mixin private SettingsOption settings;

    @Override
    public Integer call() throws Exception {
        SluiceConfig read =
                ConfigFile.read(config, CascadeConfig.options()).with(settings.settings());
        KafkaConfig kafka = KafkaOptions.read(read.own());
        Control message =
                Control.newBuilder()
                        .setKind(kind)
                        .setValue(checked(read))
                        .setIssuedAt(Instant.now())
                        .setIssuedBy("sluice control, " + System.getProperty("user.name"))
                        .build();
        try (EventProducer producer = EventProducer.of(kafka)) {
            producer.send(
                    kafka.controlTopic(),
                    kind.getBytes(StandardCharsets.UTF_8),
                    AvroWireFormat.of(Control.class).encode(message));
            producer.flush();
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(kind + " was sent to " + kafka.controlTopic());
        out.flush();
        return Sluice.OK;
    }

    private String checked(SluiceConfig read) throws IOException {
        return switch (kind) {
            case GATE_MODE -> mode();
            case POLICY -> policy(read);
            default ->
                    throw new UsageException(
                            "KIND is '" + kind + "'; expected " + GATE_MODE + " or " + POLICY);
        };
    }

    private String mode() {
        try {
            return GateMode.parse(value).name().toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }

    private String policy(SluiceConfig read) throws IOException {
        try {
            String yaml = Files.readString(Path.of(value));
            Policy policy = ModelJson.policy(yaml);
            policy.deep(read.own().get(DeepOptions.STRATEGY));
            return yaml;
        } catch (NoSuchFileException e) {
            throw new UsageException(
                    "VALUE is '" + value + "', which is no file; expected a policy.yaml", e);
        } catch (IllegalArgumentException e) {
            throw new UsageException(value + ": " + e.getMessage(), e);
        }
    }
}
