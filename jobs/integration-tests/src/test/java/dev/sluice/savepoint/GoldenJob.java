// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.savepoint;

import dev.sluice.cli.demo.ReproducibleSettings;
import dev.sluice.cli.flink.LocalFlink;
import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.gate.CostMatrix;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.gate.Thresholds;
import dev.sluice.fraud.FraudUseCase;
import dev.sluice.stream.CascadeConfig;
import dev.sluice.stream.CascadeSinks;
import dev.sluice.stream.CascadeSources;
import dev.sluice.stream.CascadeTopology;
import dev.sluice.stream.FlinkDefaults;
import dev.sluice.stream.config.SluiceConfig;
import dev.sluice.stream.kafka.KafkaConfig;
import dev.sluice.stream.model.CascadeModels;
import dev.sluice.stream.model.ModelProvider;
import dev.sluice.testing.FakeManifests;
import dev.sluice.testing.FakeModelBackend;
import dev.sluice.testing.TestEvents;

import java.util.Map;
import java.util.TreeMap;

/** The fraud job with all its state and models that need no engine. */
final class GoldenJob {

    private static final int FEATURES = new FraudUseCase().inputs().features().size();
    private static final int CONTEXT =
            new FraudUseCase().inputs().contextRows()
                    * new FraudUseCase().inputs().contextChannels().size();
    private static final double WINDOW = 0.5;
    private static final double NOVEL = 0.9;
    private static final double ESCALATED = 0.2;
    private static final float SCATTER = 0.1f;
    private static final int SALT = 3;

    /** Spreads neighbouring numbers. */
    private static final int FIBONACCI = 0x9E3779B9;

    private GoldenJob() {}

    /** A deep model that answers. */
    static FakeModelBackend deep() {
        return FakeModelBackend.deep(FEATURES, CONTEXT)
                .answering(
                        "state",
                        row -> {
                            float[] state = new float[FakeManifests.STATE_WIDTH];
                            state[0] = share(row, SALT);
                            state[1] = SCATTER;
                            return state;
                        });
    }

    private static FakeModelBackend firstPass() {
        return FakeModelBackend.firstPass(FEATURES)
                .answering("probability", row -> new float[] {share(row, 1)})
                .answering("novelty", row -> new float[] {share(row, 2)});
    }

    /** A number from 0 to 1 that every feature has a part in, so that none can change unseen. */
    private static float share(Map<String, float[]> row, int salt) {
        int hash = salt;
        for (float feature : row.get("features")) {
            hash = 31 * hash + Float.hashCode(feature);
        }
        return (hash * FIBONACCI >>> 8) / (float) (1 << 24);
    }

    /** Puts the job together, ready to be submitted. */
    static LocalFlink build(KafkaConfig kafka, Map<String, String> settings, ModelProvider deep)
            throws Exception {
        Map<String, String> all = new TreeMap<>(ReproducibleSettings.under(Map.of()));
        all.put("kafka.bootstrap-servers", kafka.bootstrapServers());
        all.put("kafka.decisions.topic", kafka.decisionsTopic());
        // what a budget has saved is shared out evenly at a restore; one subtask has it all
        all.put("flink.parallelism.default", "1");
        all.put("flink.execution.checkpointing.data-inline-threshold", "1 mb");
        all.putAll(settings);
        SluiceConfig config = SluiceConfig.of(all, CascadeConfig.options());
        CascadeConfig stages = CascadeConfig.read(config);
        FraudUseCase useCase = new FraudUseCase();
        LocalFlink flink = LocalFlink.create(FlinkDefaults.with(config.flink()), 4);
        CascadeTopology.build(
                CascadeSources.kafka(flink.environment(), useCase, stages),
                useCase,
                new CascadeModels(
                        loader -> firstPass(), deep, FakeManifests.DEEP_VERSION, policy()),
                stages,
                CascadeSinks.kafka(stages));
        return flink;
    }

    private static Policy policy() {
        return Policy.of(
                "golden",
                "fraud",
                CostMatrix.of(Thresholds.DEFAULT),
                Calibration.IDENTITY,
                Map.of("monte-carlo", Calibration.IDENTITY),
                TestEvents.gate(WINDOW, NOVEL, ESCALATED));
    }
}
