// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.console.Progress;
import dev.sluice.cli.evaluation.nab.CorpusCascade;
import dev.sluice.cli.evaluation.nab.NabCorpus;
import dev.sluice.cli.evaluation.nab.NabDetector;
import dev.sluice.cli.evaluation.nab.NabEvaluation;
import dev.sluice.cli.evaluation.nab.NabReport;
import dev.sluice.cli.evaluation.nab.NabRow;
import dev.sluice.cli.evaluation.nab.NabText;
import dev.sluice.cli.evaluation.nab.SimulatedCorpus;
import dev.sluice.cli.evaluation.nab.WindowedGaussian;
import dev.sluice.decisioning.alarm.AnomalyLikelihood;
import dev.sluice.decisioning.alarm.EpisodeConfig;
import dev.sluice.decisioning.alarm.LikelihoodConfig;
import dev.sluice.decisioning.deep.StrategyKind;
import dev.sluice.decisioning.deep.ThinkingConfig;
import dev.sluice.sensors.SensorFeatures;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** The Numenta anomaly benchmark. */
@Command(
        name = "sensors",
        description = "Scores sensor streams by the Numenta anomaly benchmark (NAB).",
        mixinStandardHelpOptions = true)
final class EvaluateSensorsCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    /** What is evaluated on. */
    private static final class Where {

        @Option(
                names = "--data",
                required = true,
                paramLabel = "DIR",
                description =
                        "Folder with nab_corpus.csv.gz, combined_windows.json and profiles.json.")
        private Path data;

        @Option(
                names = "--simulated",
                required = true,
                paramLabel = "SEED",
                description =
                        "A corpus like it of simulated sensors, which parameters are chosen on.")
        private Long simulated;
    }

    @ArgGroup(multiplicity = "1")
    private Where where;

    @Option(
            names = "--models",
            paramLabel = "DIR",
            description =
                    "Models to use; if not given, those of the demo, trained on simulated sensors.")
    private Path models;

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            defaultValue = "monte-carlo",
            converter = StrategyConverter.class,
            description =
                    "How deep thinks: monte-carlo, refine, best-of-n or steps; default"
                            + " ${DEFAULT-VALUE}.")
    private StrategyKind strategy;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the table as JSON.")
    private Path json;

    @Override
    public Integer call() throws Exception {
        NabCorpus corpus = corpus();
        NabReport report;
        try (Progress progress = Progress.ofTerminal()) {
            report = run(corpus, progress);
        }
        NabText.print(corpus, report, spec.commandLine().getOut());
        if (json != null) {
            Json.write(json, report);
        }
        return Sluice.OK;
    }

    private NabCorpus corpus() throws Exception {
        if (where.simulated != null) {
            return SimulatedCorpus.of(where.simulated);
        }
        for (String name : NabCorpus.NAMES) {
            Path file = where.data.resolve(name).toAbsolutePath();
            if (!Files.isReadable(file)) {
                throw new UsageException(
                        "--data has no readable "
                                + file
                                + "; expected a folder with "
                                + String.join(", ", NabCorpus.NAMES));
            }
        }
        return NabCorpus.read(where.data);
    }

    private NabReport run(NabCorpus corpus, Progress progress) throws Exception {
        NabEvaluation evaluation = new NabEvaluation(corpus);
        List<NabRow> rows = new ArrayList<>();
        for (CorpusCascade.Tier tier : tiers(corpus, progress)) {
            rows.add(
                    evaluation.row(
                            tier,
                            new AnomalyLikelihood(LikelihoodConfig.DEFAULT),
                            EpisodeConfig.DEFAULT));
        }
        for (NabDetector detector : List.<NabDetector>of(new WindowedGaussian())) {
            rows.add(evaluation.row(detector, share -> progress.bar(detector.name(), share)));
        }
        NabReport report = NabReport.of(rows);
        return where.simulated == null ? report : report.withoutPublished();
    }

    private List<CorpusCascade.Tier> tiers(NabCorpus corpus, Progress progress) throws Exception {
        SensorKit kit = new SensorKit();
        Path folder =
                models == null ? DemoModels.trained(kit, progress) : DemoModels.given(kit, models);
        try (Scratch scratch = Scratch.create();
                OpenModels opened = OpenModels.of(folder.toString(), SensorFeatures.INPUTS)) {
            progress.bar("features", 0);
            CorpusCascade cascade = CorpusCascade.of(corpus, scratch.folder());
            progress.bar("features", 1);
            return cascade.tiers(
                    opened.firstPass(),
                    opened.deep(),
                    opened.policy(),
                    ThinkingConfig.DEFAULT.withStrategy(strategy),
                    share -> progress.bar("cascade", share));
        }
    }
}
