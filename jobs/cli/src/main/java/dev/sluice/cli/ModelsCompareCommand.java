// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.kafka.TopicReader;
import dev.sluice.cli.release.ReleaseClient;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.release.ModelFigures;
import dev.sluice.decisioning.release.ModelFiguresSum;
import dev.sluice.decisioning.release.ModelFiguresSum.Agreement;
import dev.sluice.decisioning.release.ModelStatus;
import dev.sluice.decisioning.release.ModelStatus.State;
import dev.sluice.decisioning.release.ShadowScore;
import dev.sluice.schema.WireFormatException;
import dev.sluice.stream.decision.DecisionFormat;
import dev.sluice.stream.kafka.KafkaConfig;
import dev.sluice.stream.model.ModelStore;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.apache.kafka.common.IsolationLevel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/** Figures of a version beside those of the live one. */
@Command(
        name = "compare",
        description =
                "How a version on trial does beside the live one: agreement, calibration, errors,"
                        + " time.",
        mixinStandardHelpOptions = true)
final class ModelsCompareCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Mixin private RunningJobOptions job;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "NAME",
            description = "first-pass or deep.")
    private String model;

    @Option(
            names = "--version",
            required = true,
            paramLabel = "VERSION",
            description = "The version on trial.")
    private String version;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON.")
    private Path json;

    /** What the JSON has. */
    private record Comparison(
            @JsonProperty("model") String model,
            @JsonProperty("version") String version,
            @JsonProperty("records") long records,
            @JsonProperty("error_share") double errorShare,
            @JsonProperty("bad_output_share") double badShare,
            @JsonProperty("compared") long compared,
            @JsonProperty("disagreement") double disagreement,
            @JsonProperty("mean_difference") double meanDifference,
            @JsonProperty("probability_ratio") double probabilityRatio,
            @JsonProperty("latency_ratio") double latencyRatio) {}

    @Override
    public Integer call() throws Exception {
        ReleaseClient client = job.client();
        ModelFigures asked = reported(client);
        // what deep says of a record meets what was decided on the topics only
        ModelFigures compared = model.equals(ModelStore.DEEP) ? joined(client, job.kafka()) : asked;
        PrintWriter out = spec.commandLine().getOut();
        if (asked.records() == 0 && compared.compared() == 0) {
            out.printf("Version %s of %s has not been asked about any record.%n", version, model);
            out.flush();
            return Sluice.FAILED;
        }
        Comparison comparison =
                new Comparison(
                        model,
                        version,
                        asked.records(),
                        asked.errorShare(),
                        asked.badShare(),
                        compared.compared(),
                        compared.disagreement(),
                        compared.meanDifference(),
                        compared.probabilityRatio(),
                        asked.latencyRatio());
        print(out, comparison);
        if (json != null) {
            Json.write(json, comparison);
        }
        return Sluice.OK;
    }

    private void print(PrintWriter out, Comparison comparison) {
        out.printf(
                Locale.ROOT,
                "%s %s%n%,12d records asked, %.4f%% errors, %.4f%% without a probability%n"
                        + "%,12d records compared with the live version%n"
                        + "%11.4f%% decided otherwise%n%12.5f mean difference of probabilities%n"
                        + "%12.4f mean probability over that of the live version%n"
                        + "%12.3f time of a row over that of the live version%n",
                comparison.model(),
                comparison.version(),
                comparison.records(),
                100 * comparison.errorShare(),
                100 * comparison.badShare(),
                comparison.compared(),
                100 * comparison.disagreement(),
                comparison.meanDifference(),
                comparison.probabilityRatio(),
                comparison.latencyRatio());
        out.flush();
    }

    /** The latest that each subtask has said of the latest attempt. */
    private ModelFigures reported(ReleaseClient client) throws IOException {
        long attempt = 0;
        Map<Integer, ModelFigures> bySubtask = new HashMap<>();
        for (ModelStatus status : client.statuses()) {
            if (status.state() != State.FIGURES
                    || !status.model().equals(model)
                    || !status.version().equals(version)) {
                continue;
            }
            if (status.attempt() > attempt) {
                attempt = status.attempt();
                bySubtask.clear();
            }
            if (status.attempt() == attempt) {
                bySubtask.put(status.subtask(), status.figures());
            }
        }
        return bySubtask.values().stream().reduce(ModelFigures.NONE, ModelFigures::plus);
    }

    private ModelFigures joined(ReleaseClient client, KafkaConfig kafka) throws IOException {
        Map<String, ShadowScore> shadows = new HashMap<>();
        client.shadowScores(
                score -> {
                    if (score.model().equals(model) && score.version().equals(version)) {
                        shadows.put(score.eventId(), score);
                    }
                });
        ModelFiguresSum sum = new ModelFiguresSum();
        DecisionFormat format =
                new DecisionFormat(job.formats().open(dev.sluice.schema.Decision.class));
        TopicReader.read(
                kafka,
                kafka.decisionsTopic(),
                IsolationLevel.READ_COMMITTED,
                record -> {
                    Decision decision;
                    try {
                        decision = format.decode(record.value());
                    } catch (WireFormatException e) {
                        return;
                    }
                    if (decision.source() != DecisionSource.DEEP) {
                        return;
                    }
                    ShadowScore score = shadows.remove(decision.eventId());
                    if (score != null) {
                        sum.compared(
                                score.probability(),
                                decision.verdict().probability(),
                                Agreement.of(score.outcome(), decision.verdict().outcome()));
                    }
                });
        return sum.figures();
    }
}
