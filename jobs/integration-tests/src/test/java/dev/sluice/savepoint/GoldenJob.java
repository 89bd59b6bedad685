// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.savepoint;

import dev.sluice.cli.demo.ReproducibleSettings;
import dev.sluice.cli.flink.LocalFlink;
import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.gate.BudgetConfig;
import dev.sluice.decisioning.gate.CostMatrix;
import dev.sluice.decisioning.gate.GateConfig;
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

import java.util.Map;
import java.util.TreeMap;

/** The fraud job with all its state and models that need no engine. */
final class GoldenJob {

    private static final int FEATURES = new FraudUseCase().inputs().features().size();
    private static final int CONTEXT =
            new FraudUseCase().inputs().contextRows()
                    * new FraudUseCase().inputs().contextChannels().size();
    private static final double ESCALATED = 0.2;

    private GoldenJob() {}

    /** A deep model that answers. */
    static FakeModelBackend deep() {
        return FakeModelBackend.deep(FEATURES, CONTEXT);
    }

    /** Puts the job together, ready to be submitted. */
    static LocalFlink build(KafkaConfig kafka, Map<String, String> settings, ModelProvider deep)
            throws Exception {
        Map<String, String> all = new TreeMap<>(ReproducibleSettings.under(Map.of()));
        all.put("kafka.bootstrap-servers", kafka.bootstrapServers());
        all.put("kafka.decisions.topic", kafka.decisionsTopic());
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
                        loader -> FakeModelBackend.firstPass(FEATURES),
                        deep,
                        FakeManifests.DEEP_VERSION,
                        policy()),
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
                GateConfig.EVERYTHING.withBudget(BudgetConfig.ofEvents(ESCALATED)));
    }
}
