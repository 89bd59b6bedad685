// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.decisioning.release.ModelStatus;
import dev.sluice.decisioning.release.ModelStatus.State;

import com.fasterxml.jackson.annotation.JsonProperty;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** What is live and on trial, and what became of versions. */
@Command(
        name = "list",
        description =
                "Versions that are live, on trial or being loaded, and what became of others.",
        mixinStandardHelpOptions = true)
final class ModelsListCommand implements Callable<Integer> {

    private static final String INITIAL = "(the one that the job started with)";

    @Spec private CommandSpec spec;

    @Mixin private RunningJobOptions job;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "Lines of history at most; default ${DEFAULT-VALUE}. --json has all.")
    private int limit;

    @Option(names = "--json", paramLabel = "FILE", description = "Write all of it as JSON.")
    private Path json;

    /** Something that became of a version. */
    record Line(
            @JsonProperty("at") String at,
            @JsonProperty("model") String model,
            @JsonProperty("version") String version,
            @JsonProperty("state") String state,
            @JsonProperty("detail") String detail) {

        static Line of(ModelStatus status) {
            return new Line(
                    Instant.ofEpochMilli(status.atMs()).toString(),
                    status.model(),
                    status.version(),
                    status.state().name(),
                    status.detail());
        }
    }

    /** What the JSON has. */
    private record Listing(
            @JsonProperty("job") String job,
            @JsonProperty("live") Map<String, String> live,
            @JsonProperty("trial") Map<String, String> trial,
            @JsonProperty("history") List<Line> history) {}

    @Override
    public Integer call() throws Exception {
        UsageException.requireAtLeastOne("--limit", limit);
        Map<String, String> live = new TreeMap<>();
        Map<String, String> trial = new TreeMap<>();
        List<Line> history = new ArrayList<>();
        for (ModelStatus status : job.client().statuses()) {
            if (status.subtask() != ModelStatus.WHOLE_JOB) {
                continue;
            }
            history.add(Line.of(status));
            follow(status, live, trial);
        }
        PrintWriter out = spec.commandLine().getOut();
        for (String model : List.of("first-pass", "deep")) {
            out.printf("%-10s live   %s%n", model, named(live.getOrDefault(model, "")));
            if (trial.containsKey(model)) {
                out.printf("%-10s trial  %s%n", model, trial.get(model));
            }
        }
        for (Line line : history.subList(Math.max(0, history.size() - limit), history.size())) {
            out.printf(
                    "%s  %-10s %-32s %-11s %s%n",
                    line.at(), line.model(), named(line.version()), line.state(), line.detail());
        }
        out.flush();
        if (json != null) {
            Json.write(json, new Listing(job.kafka().groupId(), live, trial, history));
        }
        return Sluice.OK;
    }

    private static void follow(
            ModelStatus status, Map<String, String> live, Map<String, String> trial) {
        if (status.state() == State.LIVE) {
            live.put(status.model(), status.version());
            trial.remove(status.model());
        } else if (status.state() == State.SHADOW || status.state() == State.CANARY) {
            trial.put(
                    status.model(),
                    status.version() + " as " + status.state() + ", " + status.detail());
        } else if (status.state() == State.ROLLED_BACK
                && trial.getOrDefault(status.model(), "").startsWith(status.version() + " as ")) {
            trial.remove(status.model());
        }
    }

    private static String named(String version) {
        return version.isEmpty() ? INITIAL : version;
    }
}
