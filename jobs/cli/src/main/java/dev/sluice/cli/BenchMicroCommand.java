// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.bench.micro.FirstPassBenchmark;
import dev.sluice.cli.console.Progress;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Single steps of the fast path under JMH, each in a process of its own. */
@Command(
        name = "micro",
        description = "Time and allocation of single steps of the fast path, under JMH.",
        mixinStandardHelpOptions = true)
final class BenchMicroCommand implements Callable<Integer> {

    private static final String ALLOCATION = "gc.alloc.rate.norm";

    @Spec private CommandSpec spec;

    @Mixin private BenchModels models;

    @Option(
            names = "--include",
            defaultValue = "dev\\.sluice\\.cli\\.bench\\.micro\\..*",
            paramLabel = "REGEX",
            description = "Benchmarks to run; default all.")
    private String include;

    @Option(
            names = "--seconds",
            defaultValue = "2",
            paramLabel = "N",
            description = "Seconds of each of five measurements; default VALUE.")
    private int seconds;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON.")
    private Path json;

    /**
     * One benchmark.
     *
     * @param nanos nanoseconds an operation, mean
     * @param error half width of its 99.9 % interval
     * @param bytes bytes allocated an operation
     */
    private record Figure(double nanos, double error, double bytes) {}

    @Override
    public Integer call() throws Exception {
        UsageException.requireAtLeastOne("--seconds", seconds);
        String folder;
        try (Progress progress = Progress.ofTerminal()) {
            folder = models.folder(progress).toString();
        }
        Map<String, Figure> figures = new TreeMap<>();
        for (RunResult result :
                new Runner(
                                new OptionsBuilder()
                                        .include(include)
                                        .forks(1)
                                        .warmupIterations(3)
                                        .warmupTime(TimeValue.seconds(seconds))
                                        .measurementIterations(5)
                                        .measurementTime(TimeValue.seconds(seconds))
                                        .addProfiler(GCProfiler.class)
                                        .jvmArgsAppend(
                                                "-D" + FirstPassBenchmark.MODELS + "=" + folder)
                                        .verbosity(VerboseMode.SILENT)
                                        .build())
                        .run()) {
            Result<?> time = result.getPrimaryResult();
            figures.put(
                    name(time.getLabel(), result.getParams()),
                    new Figure(
                            time.getScore(),
                            time.getScoreError(),
                            result.getSecondaryResults().get(ALLOCATION).getScore()));
        }
        PrintWriter out = spec.commandLine().getOut();
        figures.forEach(
                (name, figure) ->
                        out.printf(
                                Locale.ROOT,
                                "%-24s %10.1f ± %.1f ns  %8.1f bytes%n",
                                name,
                                figure.nanos(),
                                figure.error(),
                                figure.bytes()));
        out.flush();
        if (json != null) {
            Json.write(json, figures);
        }
        return Sluice.OK;
    }

    /** The method, and the parameters of it. */
    private static String name(String method, BenchmarkParams parameters) {
        return parameters.getParamsKeys().stream()
                .map(key -> " " + key + "=" + parameters.getParam(key))
                .collect(Collectors.joining("", method, ""));
    }
}
