// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.backtest.CascadeReplay;
import dev.sluice.cli.bench.MachineFacts;
import dev.sluice.cli.bench.deep.DeepBench;
import dev.sluice.cli.bench.deep.DeepBenchReport;
import dev.sluice.cli.bench.deep.DeepWorkload;
import dev.sluice.cli.bench.deep.PassFigures;
import dev.sluice.cli.console.Progress;
import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.inference.Device;

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

/** What the deep engine saves and costs. */
@Command(
        name = "deep",
        description = "The deep engine against fixed passes, other ways to batch, the bare model.",
        mixinStandardHelpOptions = true)
final class BenchDeepCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Mixin private BenchFolds folds;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "9",
            description = "How often each variant is timed; default ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON.")
    private Path json;

    @Override
    public Integer call() throws Exception {
        UsageException.requireAtLeastOne("--rounds", rounds);
        DeepBenchReport report;
        try (Progress progress = Progress.ofTerminal()) {
            report = run(progress);
        }
        print(report);
        if (json != null) {
            Json.write(json, report);
        }
        return Sluice.OK;
    }

    private DeepBenchReport run(Progress progress) throws Exception {
        List<PassFigures> passes = new ArrayList<>();
        Map<String, double[]> rates = new LinkedHashMap<>();
        int[] timed = new int[1];
        Device[] device = new Device[1];
        folds.visit(
                progress,
                (name, models, week) -> {
                    DeepWorkload workload =
                            new DeepWorkload(
                                    new CascadeReplay(
                                                    week.events(),
                                                    models.firstPass(),
                                                    models.deep(),
                                                    models.policy(),
                                                    DeepConfig.DEFAULT)
                                            .escalations(),
                                    models.deep(),
                                    models.policy());
                    passes.add(DeepBench.passes(workload));
                    if (passes.size() == folds.count()) {
                        timed[0] = workload.escalations().size();
                        device[0] = models.deep().device();
                        rates.putAll(
                                DeepBench.throughput(
                                        workload,
                                        rounds,
                                        share -> progress.bar("timing " + name, share)));
                    }
                });
        return DeepBench.report(passes, rates, timed[0], MachineFacts.of(device[0]));
    }

    private void print(DeepBenchReport report) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(report.machine());
        out.printf(
                Locale.ROOT,
                "%,d escalated records of %s, %.2f passes each under the default stop rule; speeds on"
                        + " %,d of them, median of %d rounds%n",
                report.passRecords(),
                folds.source(),
                report.meanPasses(),
                report.timedRecords(),
                rounds);
        row(out, "passes_ratio", report.passesRatio(), "fixed passes for one that is taken");
        row(out, "outcome_agreement", report.outcomeAgreement(), "same outcome as fixed passes");
        row(out, "shared_trunk", report.sharedTrunk(), "trunk once, over the whole network a pass");
        row(
                out,
                "vs_static_batching",
                report.vsStaticBatching(),
                "over batches that wait for their slowest record");
        row(
                out,
                "vs_shrinking_batching",
                report.vsShrinkingBatching(),
                "over the same, leaving out who is decided");
        row(out, "vs_one_by_one", report.vsOneByOne(), "over one record a call");
        row(out, "vs_raw_model", report.vsRawModel(), "over a bare loop with the same calls");
        report.recordsPerSecond()
                .forEach(
                        (name, rate) ->
                                out.printf(Locale.ROOT, "  %-22s %,12.0f records/s%n", name, rate));
        out.flush();
    }

    private static void row(PrintWriter out, String name, double value, String what) {
        out.printf(Locale.ROOT, "%-24s %10.3f  %s%n", name, value, what);
    }
}
