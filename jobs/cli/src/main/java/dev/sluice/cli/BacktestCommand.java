// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.backtest.CascadeReplay;
import dev.sluice.cli.backtest.DecisionCsv;
import dev.sluice.cli.console.Progress;
import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.fraud.FraudFeatureTable;
import dev.sluice.fraud.FraudFeatures;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.stream.CascadeConfig;
import dev.sluice.stream.config.ConfigException;
import dev.sluice.stream.config.SluiceConfig;
import dev.sluice.stream.deep.DeepOptions;
import dev.sluice.stream.gate.GateOptions;
import dev.sluice.stream.model.ModelJson;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/** What the cascade would have decided about recorded events. */
@Command(
        name = "backtest",
        description = "What the cascade would have decided: one row an event, the same each run.",
        mixinStandardHelpOptions = true)
final class BacktestCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Mixin private UseCases useCase;

    @Option(names = "--data", required = true, paramLabel = "FILE", description = "Events, CSV.")
    private Path data;

    @Option(names = "--models", required = true, paramLabel = "DIR", description = "Models.")
    private String models;

    @Mixin private DateOptions dates;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Decisions, CSV, sorted by event time and id.")
    private Path out;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "Policy to use instead of the one beside the models.")
    private Path policyFile;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the counts as JSON.")
    private Path json;

    @Mixin private SettingsOption settings;

    @Override
    public Integer call() throws Exception {
        useCase.require();
        SluiceConfig config = SluiceConfig.of(settings.settings(), CascadeConfig.options());
        DeepConfig deep = deepConfig(config);
        try (Progress progress = Progress.ofTerminal();
                OpenModels opened = OpenModels.of(models, FraudFeatures.INPUTS)) {
            Policy policy = withGate(config, policy(opened.policy()));
            progress.bar("features", 0);
            FraudFeatureTable history =
                    FraudHistory.features(FraudHistory.file(data), dates.from(), dates.to());
            progress.bar("features", 1);
            List<Decision> decisions =
                    new CascadeReplay(
                                    history.table(),
                                    opened.firstPass(),
                                    opened.deep(),
                                    policy,
                                    deep)
                            .cascade(share -> progress.bar("cascade", share));
            DecisionCsv.write(out, decisions);
            report(decisions);
            return Sluice.OK;
        }
    }

    private static DeepConfig deepConfig(SluiceConfig config) {
        try {
            return DeepOptions.read(config.own());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(e.getMessage());
        }
    }

    private static Policy withGate(SluiceConfig config, Policy policy) {
        try {
            return GateOptions.apply(config.own(), policy);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(e.getMessage());
        }
    }

    private Policy policy(Policy ofModels) throws IOException, ModelLoadException {
        if (policyFile == null) {
            return ofModels;
        }
        if (!Files.isReadable(policyFile)) {
            throw new UsageException(
                    "--policy is " + policyFile.toAbsolutePath() + ", which is no readable file");
        }
        try {
            return ModelJson.policy(Files.readString(policyFile));
        } catch (IllegalArgumentException e) {
            throw new UsageException(policyFile + ": " + e.getMessage(), e);
        }
    }

    private void report(List<Decision> decisions) throws IOException {
        long deep = decisions.stream().filter(d -> d.source() == DecisionSource.DEEP).count();
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("events", decisions.size());
        counts.put("deep", deep);
        counts.put("escalated_share", (double) deep / decisions.size());
        if (json != null) {
            Json.write(json, counts);
        }
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "%,d decisions, %,d of them deep (%.2f %%), in %s%n",
                        decisions.size(),
                        deep,
                        100.0 * deep / decisions.size(),
                        out);
        spec.commandLine().getOut().flush();
    }
}
