// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.explain.Case;
import dev.sluice.cli.explain.DecisionSearch;
import dev.sluice.cli.explain.Words;
import dev.sluice.stream.CascadeConfig;
import dev.sluice.stream.UseCase;
import dev.sluice.stream.config.ConfigFile;
import dev.sluice.stream.deep.DeepOptions;
import dev.sluice.stream.kafka.KafkaConfig;
import dev.sluice.stream.kafka.KafkaOptions;
import dev.sluice.stream.registry.InputFormats;
import dev.sluice.stream.registry.RegistryOptions;

import org.apache.flink.configuration.ReadableConfig;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** Why an event was decided as it was. */
@Command(
        name = "explain",
        description =
                "Why an event was decided as it was: replayed from recorded events (--data,"
                        + " --models), or as it stands on your topic of decisions (--config).",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Mixin private UseCases useCase;

    @Option(names = "--event", required = true, paramLabel = "ID", description = "Id of the event.")
    private String event;

    @Option(names = "--data", paramLabel = "FILE", description = "Recorded events, CSV.")
    private Path data;

    @Option(names = "--models", paramLabel = "DIR", description = "Models to replay with.")
    private String models;

    @Mixin private SearchOptions range;

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            description = "How deep thinks in the replay, over deep.strategy.")
    private String strategy;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration of the job, YAML, as for run: where its decisions are.")
    private Path config;

    @Option(
            names = "--mask",
            description =
                    "Write numbers of their own for the ids of events, entities and other parties.")
    private boolean mask;

    @Option(names = "--json", paramLabel = "FILE", description = "Write it all as JSON, too.")
    private Path json;

    @Mixin private SettingsOption settings;

    @Override
    public Integer call() throws Exception {
        UseCaseKit kit = useCase.kit();
        range.require();
        requireOneSource();
        UseCase<?, ?> stages = kit.useCase();
        ExplanationOutput output =
                new ExplanationOutput(
                        new Words(stages.inputs(), stages.vocabulary()),
                        json == null ? List.of() : List.of(json),
                        mask ? ExplanationOutput.Masking.ON : ExplanationOutput.Masking.OFF);
        return config == null ? replayed(kit, output) : read(output);
    }

    private void requireOneSource() {
        if (config != null
                && (data != null || models != null || strategy != null || range.isGiven())) {
            throw new UsageException(
                    "--config is "
                            + config
                            + ", which reads a topic; --data, --models, --strategy, --at, --from"
                            + " and --to replay recorded events; expected one or the other");
        }
        if (config == null && (data == null || models == null)) {
            throw new UsageException(
                    "There is nothing to explain it from; expected --data and --models to replay"
                            + " the event, or --config to read what was decided");
        }
    }

    private int replayed(UseCaseKit kit, ExplanationOutput output) throws Exception {
        ReplayConfig asked = ReplayConfig.of(withStrategy());
        Past past = kit.recorded(data);
        EventLookup lookup = EventLookup.of(past, event, range);
        if (lookup.found().isEmpty()) {
            output.notFound(
                    spec.commandLine().getErr(),
                    event,
                    lookup.looked(),
                    0,
                    output.words().vocabulary().event()
                            + "s of "
                            + data
                            + " that were looked at; check the id, and --at, --from and --to");
            return Sluice.FAILED;
        }
        Case told =
                new RecordedEvent(past, range, lookup.found().get(0))
                        .replay(models, asked, output.words());
        output.write(spec.commandLine().getOut(), lookup.looked(), 0, List.of(told));
        return Sluice.OK;
    }

    private Map<String, String> withStrategy() {
        Map<String, String> all = new TreeMap<>(settings.settings());
        if (strategy != null) {
            all.put(DeepOptions.STRATEGY.key(), strategy);
        }
        return all;
    }

    private int read(ExplanationOutput output) throws IOException {
        ReadableConfig own =
                ConfigFile.read(config, CascadeConfig.options()).with(settings.settings()).own();
        KafkaConfig kafka = KafkaOptions.read(own);
        InputFormats formats =
                InputFormats.of(RegistryOptions.read(own), List.of(kafka.decisionsTopic()));
        DecisionSearch search = DecisionSearch.of(kafka, formats, event);
        if (search.found().isEmpty()) {
            output.notFound(
                    spec.commandLine().getErr(),
                    event,
                    search.records(),
                    search.unreadable(),
                    "records of topic "
                            + kafka.decisionsTopic()
                            + " at "
                            + kafka.bootstrapServers()
                            + unreadable(search)
                            + "; it may not be decided yet, be older than the topic keeps, or be"
                            + " a dead letter (topic "
                            + kafka.deadLettersTopic()
                            + ")");
            return Sluice.FAILED;
        }
        PrintWriter out = spec.commandLine().getOut();
        output.write(out, search.records(), search.unreadable(), search.found());
        out.printf(
                Locale.ROOT,
                "%n%,d records of topic %s were looked at%s.%n",
                search.records(),
                kafka.decisionsTopic(),
                unreadable(search));
        out.flush();
        return Sluice.OK;
    }

    private static String unreadable(DecisionSearch search) {
        return search.unreadable() == 0
                ? ""
                : ", of which " + search.unreadable() + " with this id cannot be read";
    }
}
