// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.backtest.AlarmWatch;
import dev.sluice.cli.backtest.Backtest;
import dev.sluice.cli.backtest.BacktestPage;
import dev.sluice.cli.backtest.BacktestResult;
import dev.sluice.cli.backtest.BacktestText;
import dev.sluice.cli.backtest.DecisionCsv;
import dev.sluice.cli.backtest.DiffCsv;
import dev.sluice.cli.backtest.Figures;
import dev.sluice.cli.backtest.NamedPolicy;
import dev.sluice.cli.console.Progress;
import dev.sluice.stream.alarm.AlarmConfig;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
            description =
                    "Policy to use instead of the one beside the models. Give several to compare"
                            + " them in one run: the first writes --out, the others a file beside"
                            + " it with their number. All are charged by the costs of the first.")
    private List<Path> policyFiles = List.of();

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description =
                    "Write one HTML page with figures and charts. For its frontier, deep looks at"
                            + " every event.")
    private Path report;

    @Option(
            names = "--diff",
            paramLabel = "FILE",
            description =
                    "Write the events that the first two policies decide differently, CSV, the most"
                            + " costly first.")
    private Path diff;

    @Option(
            names = "--diff-rows",
            defaultValue = "20",
            paramLabel = "N",
            description = "Most of these events in report and JSON; default ${DEFAULT-VALUE}.")
    private int diffRows;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the figures of the report as JSON.")
    private Path json;

    @Mixin private SettingsOption settings;

    @Override
    public Integer call() throws Exception {
        UseCaseKit kit = useCase.kit();
        UsageException.requireAtLeastOne("--diff-rows", diffRows);
        if (diff != null && policyFiles.size() < 2) {
            throw new UsageException(
                    "--diff compares two policies, and there "
                            + (policyFiles.isEmpty() ? "is none" : "is one")
                            + "; name two with --policy, such as that of the models and another");
        }
        ReplayConfig config = ReplayConfig.of(settings.settings());
        List<NamedPolicy> named = PolicyFiles.read(policyFiles);
        try (Progress progress = Progress.ofTerminal();
                OpenModels opened = OpenModels.of(models, kit.useCase().inputs())) {
            List<NamedPolicy> policies =
                    (named.isEmpty() ? List.of(PolicyFiles.beside(opened.policy())) : named)
                            .stream().map(policy -> asAsked(config, policy)).toList();
            progress.bar("features", 0);
            Past past = kit.recorded(data);
            LabelledTable history = past.features(dates.from(), dates.to());
            progress.bar("features", 1);
            Backtest backtest =
                    Backtest.run(
                            new Backtest.Request(
                                    history.table(),
                                    history.bad(),
                                    config.thinking(),
                                    policies,
                                    alarms(kit, config, past)),
                            opened.firstPass(),
                            opened.deep(),
                            share -> progress.bar("cascade", share));
            write(kit, backtest, policies.size(), progress);
        }
        return Sluice.OK;
    }

    private static Optional<AlarmWatch> alarms(UseCaseKit kit, ReplayConfig config, Past past)
            throws IOException {
        Optional<AlarmConfig> alarms = config.alarms(kit.useCase());
        return alarms.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new AlarmWatch(
                                kit.useCase().vocabulary().entity(), alarms.get(), past.faults()));
    }

    private void write(UseCaseKit kit, Backtest backtest, int policies, Progress progress)
            throws IOException {
        for (int i = 0; i < policies; i++) {
            DecisionCsv.write(PolicyFiles.numbered(out, i + 1), backtest.decisions(i));
        }
        BacktestResult result =
                report == null && json == null
                        ? backtest.result()
                        : backtest.resultWithFrontiers(share -> progress.bar("frontier", share));
        if (diff != null) {
            DiffCsv.write(diff, result.diffs().get(0));
        }
        BacktestResult shown = result.withDiffRows(diffRows);
        if (json != null) {
            Json.write(json, shown);
        }
        if (report != null) {
            Files.createDirectories(report.toAbsolutePath().getParent());
            Files.writeString(report, BacktestPage.of(shown, origin(kit)));
        }
        print(shown);
    }

    private BacktestPage.Origin origin(UseCaseKit kit) {
        return new BacktestPage.Origin(
                "Backtest of "
                        + kit.name()
                        + ", "
                        + LocalDate.ofInstant(dates.from(), ZoneOffset.UTC)
                        + " to "
                        + LocalDate.ofInstant(dates.to(), ZoneOffset.UTC),
                CommandLines.text(spec.root().commandLine().getParseResult().originalArgs()));
    }

    private static NamedPolicy asAsked(ReplayConfig config, NamedPolicy named) {
        return new NamedPolicy(named.name(), config.applied(named.policy()));
    }

    private void print(BacktestResult result) {
        PrintWriter terminal = spec.commandLine().getOut();
        for (int i = 0; i < result.policies().size(); i++) {
            Figures figures = result.policies().get(i).figures();
            terminal.printf(
                    Locale.ROOT,
                    "%,d decisions, %,d of them deep (%.2f %%), in %s%n",
                    result.events(),
                    figures.deep(),
                    100 * figures.escalatedShare(),
                    PolicyFiles.numbered(out, i + 1));
        }
        terminal.print(BacktestText.of(result));
        terminal.flush();
    }
}
