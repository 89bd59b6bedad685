// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.bench.deep.StrategyFigures;
import dev.sluice.cli.bench.deep.StrategyTrial;
import dev.sluice.cli.console.Progress;
import dev.sluice.decisioning.deep.ThinkingConfig;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/** What the strategies and their stop rules are worth, and what they cost. */
@Command(
        name = "strategies",
        description = "Every strategy under each stop rule: precision, passes and time a record.",
        mixinStandardHelpOptions = true)
final class BenchStrategiesCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Mixin private BenchFolds folds;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the table as JSON.")
    private Path json;

    @Override
    public Integer call() throws Exception {
        List<StrategyFigures> table;
        try (Progress progress = Progress.ofTerminal()) {
            table = run(progress);
        }
        print(table);
        if (json != null) {
            Json.write(json, table);
        }
        return Sluice.OK;
    }

    private List<StrategyFigures> run(Progress progress) throws Exception {
        Map<String, List<StrategyFigures>> byWay = new LinkedHashMap<>();
        folds.visit(
                progress,
                (name, models, week) -> {
                    StrategyTrial trial =
                            new StrategyTrial(
                                    week, models.firstPass(), models.deep(), models.policy());
                    add(byWay, trial.firstPass());
                    List<ThinkingConfig> ways = StrategyTrial.ways(models.policy());
                    for (int i = 0; i < ways.size(); i++) {
                        progress.bar("strategies " + name, (double) i / ways.size());
                        add(byWay, trial.run(ways.get(i)));
                    }
                    progress.bar("strategies " + name, 1);
                });
        return byWay.values().stream().map(StrategyFigures::mean).toList();
    }

    private static void add(Map<String, List<StrategyFigures>> byWay, StrategyFigures figures) {
        byWay.computeIfAbsent(
                        figures.strategy() + "/" + figures.stopRule(), key -> new ArrayList<>())
                .add(figures);
    }

    private void print(List<StrategyFigures> table) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("Means over %d fold(s) of %s%n", folds.count(), folds.source());
        out.println(
                "| strategy | stop rule | AP, deep on all | AP, cascade | CP@100, cascade"
                        + " | passes | µs a record | same outcome as fixed |");
        out.println("|---|---|---|---|---|---|---|---|");
        for (StrategyFigures row : table) {
            out.printf(
                    Locale.ROOT,
                    "| %s | %s | %.4f | %.4f | %.4f | %.2f | %.1f | %.4f |%n",
                    row.strategy(),
                    row.stopRule(),
                    row.apAll(),
                    row.apCascade(),
                    row.cp100Cascade(),
                    row.passes(),
                    row.micros(),
                    row.agreement());
        }
        out.flush();
    }
}
