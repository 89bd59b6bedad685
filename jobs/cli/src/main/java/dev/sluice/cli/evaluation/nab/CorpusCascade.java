// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.nab;

import dev.sluice.cli.backtest.Backtest;
import dev.sluice.cli.backtest.NamedPolicy;
import dev.sluice.decisioning.deep.ThinkingConfig;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.gate.GateConfig;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.inference.ModelBackend;
import dev.sluice.sensors.SensorFeatureTable;
import dev.sluice.stream.feature.FeatureTable;
import dev.sluice.stream.feature.TableRequest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;

/**
 * What the tiers of a cascade say of a corpus: first pass alone, deep on everything, the cascade.
 *
 * <p>All series are one stream, as sensors of one job are. A reading whose time was in its series
 * before is a repetition, and not decided.
 */
public final class CorpusCascade {

    private static final double NOT_DECIDED = Double.NaN;

    private final List<NabFile> files;
    private final FeatureTable table;

    private CorpusCascade(List<NabFile> files, FeatureTable table) {
        this.files = files;
        this.table = table;
    }

    /**
     * What a tier says.
     *
     * @param name its row in the table
     * @param probabilities one a reading of each series; NaN where it is not decided
     * @param deep number of readings that were looked at deeply
     */
    public record Tier(String name, double[][] probabilities, long deep) {}

    /**
     * Computes the features of a corpus.
     *
     * @param scratch an existing folder
     * @throws IOException if the folder cannot be used
     */
    public static CorpusCascade of(NabCorpus corpus, Path scratch) throws IOException {
        CorpusReadings readings = new CorpusReadings(corpus.files());
        SensorFeatureTable features =
                SensorFeatureTable.extract(
                        readings,
                        new TableRequest(
                                Instant.ofEpochMilli(readings.fromMs()),
                                Instant.ofEpochMilli(readings.toMs()),
                                Runtime.getRuntime().availableProcessors(),
                                scratch));
        return new CorpusCascade(corpus.files(), features.table());
    }

    /**
     * Decides all readings; the models stay the caller's to close.
     *
     * @param thinking how deep thinks
     */
    public List<Tier> tiers(
            ModelBackend firstPass,
            ModelBackend deep,
            Policy policy,
            ThinkingConfig thinking,
            DoubleConsumer progress) {
        Backtest backtest =
                Backtest.run(
                        new Backtest.Request(
                                table,
                                new boolean[table.rows()],
                                thinking,
                                List.of(
                                        new NamedPolicy("cascade", policy),
                                        new NamedPolicy(
                                                "deep-on-all",
                                                policy.withGate(GateConfig.EVERYTHING)))),
                        firstPass,
                        deep,
                        progress);
        return List.of(
                tier("first-pass", backtest.firstPassOnly()),
                tier("deep-on-all", backtest.decisions(1)),
                tier(NabReport.CASCADE, backtest.decisions(0)));
    }

    private Tier tier(String name, List<Decision> decisions) {
        double[][] probabilities = new double[files.size()][];
        Map<String, Integer> series = new HashMap<>();
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = new double[files.get(i).values().length];
            Arrays.fill(probabilities[i], NOT_DECIDED);
            series.put(CorpusReadings.sensor(i), i);
        }
        List<Map<Long, Integer>> rows = files.stream().map(CorpusCascade::rows).toList();
        long deep = 0;
        for (Decision decision : decisions) {
            int at = series.get(decision.entityKey());
            int row = rows.get(at).get(decision.eventTimeMs());
            probabilities[at][row] = decision.verdict().probability();
            deep += decision.source() == DecisionSource.DEEP ? 1 : 0;
        }
        return new Tier(name, probabilities, deep);
    }

    /** The first row of each time. */
    private static Map<Long, Integer> rows(NabFile file) {
        Map<Long, Integer> rows = new HashMap<>();
        for (int row = 0; row < file.timesMs().length; row++) {
            rows.putIfAbsent(file.timesMs()[row], row);
        }
        return rows;
    }
}
