// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.plumbing;

import dev.sluice.cli.flink.LocalFlink;
import dev.sluice.cli.flink.RunningJob;
import dev.sluice.cli.kafka.TopicOffsets;
import dev.sluice.cli.kafka.Topics;
import dev.sluice.stream.CascadeConfig;
import dev.sluice.stream.FlinkDefaults;
import dev.sluice.stream.config.SluiceConfig;
import dev.sluice.stream.kafka.KafkaConfig;

import org.apache.kafka.common.config.TopicConfig;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The job of one run, in a Flink of its own; closing it cancels the job. */
final class VariantRun implements AutoCloseable {

    /**
     * The broker's clock, when a decision is there to be read, in place of the producer's, which
     * tells when it was handed over.
     */
    private static final Map<String, String> STAMPED_WHEN_APPENDED =
            Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");

    private final RunningJob job;
    private final KafkaConfig kafka;
    private final TopicOffsets offsets;

    private VariantRun(RunningJob job, KafkaConfig kafka, TopicOffsets offsets) {
        this.job = job;
        this.kafka = kafka;
        this.offsets = offsets;
    }

    /**
     * Starts a job; it may decide its first events before all of its tasks run.
     *
     * @throws Exception if it cannot be put together
     */
    static VariantRun start(VariantJob.Parts parts, SluiceConfig config, Plan plan)
            throws Exception {
        CascadeConfig stages = CascadeConfig.read(config);
        KafkaConfig kafka = stages.kafka();
        Topics.create(
                kafka, List.of(kafka.decisionsTopic()), plan.parallelism(), STAMPED_WHEN_APPENDED);
        Topics.create(kafka, plan.parallelism());
        LocalFlink flink =
                // deep has slots of its own
                LocalFlink.create(FlinkDefaults.with(config.flink()), 2 * plan.parallelism());
        new VariantJob(parts, stages).build(flink.environment(), plan);
        // what the run before has left is not to be cleared away during this one
        System.gc();
        RunningJob job = RunningJob.submit(flink, "bench " + plan.variant().key());
        return new VariantRun(job, kafka, TopicOffsets.of(kafka));
    }

    /**
     * Returns when all tasks run.
     *
     * @throws java.util.concurrent.ExecutionException with the cause if the job ends instead
     */
    void awaitRunning() throws Exception {
        job.awaitRunning();
    }

    KafkaConfig kafka() {
        return kafka;
    }

    /**
     * Number of decisions on the topic by now.
     *
     * @throws java.util.concurrent.ExecutionException with the cause if the job has failed
     */
    long decisions() throws Exception {
        job.requireAlive();
        return offsets.length(kafka.decisionsTopic());
    }

    /** Ends the job; what it has decided by then stays on its topics. */
    void stop() {
        job.close();
    }

    /** The topics that are of this run only. */
    List<String> ownTopics() {
        return kafka.topics().stream().filter(topic -> !topic.equals(kafka.eventsTopic())).toList();
    }

    /** Number of decisions on the topic, also when the job has ended. */
    long written() throws IOException, InterruptedException {
        return offsets.length(kafka.decisionsTopic());
    }

    @Override
    public void close() {
        try {
            job.close();
        } finally {
            offsets.close();
        }
    }
}
