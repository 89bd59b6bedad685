// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.it;

import dev.sluice.cli.flink.LocalFlink;
import dev.sluice.cli.flink.RunningJob;
import dev.sluice.cli.flink.SourceOffsets;
import dev.sluice.cli.kafka.TopicOffsets;
import dev.sluice.fraud.CardLabel;
import dev.sluice.fraud.CardTransaction;
import dev.sluice.fraud.FraudUseCase;
import dev.sluice.inference.Device;
import dev.sluice.stream.CascadeConfig;
import dev.sluice.stream.CascadeSinks;
import dev.sluice.stream.CascadeSources;
import dev.sluice.stream.CascadeTopology;
import dev.sluice.stream.FlinkDefaults;
import dev.sluice.stream.config.SluiceConfig;
import dev.sluice.stream.gate.GateOptions;
import dev.sluice.stream.kafka.KafkaConfig;
import dev.sluice.stream.model.CascadeModels;
import dev.sluice.stream.model.ModelStore;

import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import static org.awaitility.Awaitility.await;

/** The fraud job under test, at parallelism 2, with patient deadlines. */
final class FraudCascade implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final RunningJob job;
    private final KafkaConfig kafka;
    private final Path scratch;

    private FraudCascade(RunningJob job, KafkaConfig kafka, Path scratch) {
        this.job = job;
        this.kafka = kafka;
        this.scratch = scratch;
    }

    /**
     * Starts the job.
     *
     * @param settings options over those of the tests
     * @param afterIngest put between ingest and features
     */
    static FraudCascade start(
            KafkaConfig kafka,
            Path models,
            Path scratch,
            Map<String, String> settings,
            UnaryOperator<SingleOutputStreamOperator<CardTransaction>> afterIngest)
            throws Exception {
        SluiceConfig config =
                SluiceConfig.of(all(kafka, models, scratch, settings), CascadeConfig.options());
        CascadeConfig stages = CascadeConfig.read(config);
        FraudUseCase useCase = new FraudUseCase();
        LocalFlink flink = LocalFlink.create(FlinkDefaults.with(config.flink()), 3);
        CascadeModels found =
                CascadeModels.of(
                        ModelStore.at(models.toString(), "djl-tensorflow"),
                        useCase.inputs(),
                        new CascadeModels.Devices(Device.Kind.CPU, Device.Kind.CPU));
        CascadeSources<CardTransaction, CardLabel> sources =
                CascadeSources.kafka(flink.environment(), useCase, stages);
        CascadeTopology.build(
                new CascadeSources<>(
                        afterIngest.apply(sources.events()),
                        sources.labels(),
                        sources.control(),
                        sources.feedback(),
                        sources.decided(),
                        sources.releases()),
                useCase,
                found.withPolicy(GateOptions.apply(config.own(), found.policy())),
                stages,
                CascadeSinks.kafka(stages));
        return new FraudCascade(RunningJob.submit(flink, "fraud-test"), kafka, scratch);
    }

    private static Map<String, String> all(
            KafkaConfig kafka, Path models, Path scratch, Map<String, String> settings) {
        Map<String, String> all = new TreeMap<>();
        all.put("deep.parallelism", "1");
        all.put("deep.deadline", "20 s");
        all.put("deep.queue.capacity", "20000");
        all.put("ingest.idle-timeout", "1 s");
        // decisions that move with the load are none to compare
        all.put("gate.controller.enabled", "false");
        all.put("flink.execution.checkpointing.interval", "1 s");
        all.put("flink.execution.checkpointing.storage", "filesystem");
        all.put("flink.execution.checkpointing.dir", scratch.resolve("checkpoints").toUri() + "");
        all.put("flink.restart-strategy.type", "fixed-delay");
        all.put("flink.restart-strategy.fixed-delay.attempts", "2");
        all.put("flink.restart-strategy.fixed-delay.delay", "100 ms");
        all.put("flink.metrics.fetcher.update-interval", "100 ms");
        all.putAll(settings);
        all.put("models.dir", models.toString());
        all.put("kafka.bootstrap-servers", kafka.bootstrapServers());
        return all;
    }

    void awaitLabels() {
        awaitRead("labels-source", kafka.labelsTopic());
    }

    void awaitControl() {
        awaitRead("control-source", kafka.controlTopic());
    }

    /** Ends the job when it has read everything. */
    void drain() throws Exception {
        // a savepoint needs all tasks to run, and deep tests its model before it does
        job.awaitRunning();
        awaitRead("events-source", kafka.eventsTopic());
        job.drain(scratch.resolve("savepoints"));
    }

    @Override
    public void close() {
        job.close();
    }

    private void awaitRead(String source, String topic) {
        SourceOffsets offsets = job.source(source);
        try (TopicOffsets topics = TopicOffsets.of(kafka)) {
            // the metric is there from the first record on
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> offsets.hasRead(topics.ends(topic)));
        }
    }
}
