// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.decision;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.FeedbackSampling;
import dev.sluice.stream.config.ConfigException;
import dev.sluice.stream.deadletter.DeadLetters;
import dev.sluice.stream.ingest.IngestOptions;
import dev.sluice.stream.ingest.IngestStage;
import dev.sluice.stream.ingest.Payment;
import dev.sluice.stream.ingest.PaymentAdapter;
import dev.sluice.stream.kafka.KafkaConfig;
import dev.sluice.stream.kafka.KafkaOptions;
import dev.sluice.stream.model.ModelJson;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DecisionStageTest {

    private static final KafkaConfig KAFKA = KafkaConfig.of("localhost:9092");

    @ParameterizedTest
    @EnumSource(
            value = DeliveryGuarantee.class,
            names = {"AT_LEAST_ONCE", "EXACTLY_ONCE"})
    void theFastSinkIsOneTaskWithTheSource(DeliveryGuarantee guarantee) {
        StreamExecutionEnvironment environment = environment();
        environment.enableCheckpointing(1_000);
        cascade(environment, stage(guarantee));

        assertThat(tasks(environment))
                .filteredOn(task -> task.contains("events-source"))
                .singleElement()
                .asString()
                .contains("events-ingest", "decide", "decisions-sink", "feedback-sink");
    }

    @Test
    void allOperatorsHaveTheirNames() {
        StreamExecutionEnvironment environment = environment();
        cascade(environment, stage(DeliveryGuarantee.AT_LEAST_ONCE));
        assertThat(
                        environment.getStreamGraph().getStreamNodes().stream()
                                .map(node -> node.getTransformationUID()))
                .contains(
                        "events-source",
                        "events-ingest",
                        "control-source",
                        "control-ingest",
                        "decisions-sink",
                        "deep-decisions-sink",
                        "feedback-sink",
                        "deep-feedback-sink",
                        "dead-letters-sink")
                .doesNotContainNull();
    }

    @Test
    void exactlyOnceNeedsCheckpoints() {
        StreamExecutionEnvironment environment = environment();
        assertThatThrownBy(() -> cascade(environment, stage(DeliveryGuarantee.EXACTLY_ONCE)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("delivery.guarantee is 'exactly-once'")
                .hasMessageContaining("flink.execution.checkpointing.interval");
    }

    @Test
    void recordsMayNotBeLargerThanRequests() {
        Configuration configuration =
                Configuration.fromMap(
                        Map.of(
                                "kafka.bootstrap-servers", "localhost:9092",
                                "kafka.properties.max.request.size", "100000"));
        KafkaConfig kafka = KafkaOptions.read(configuration);
        DeliveryConfig delivery = DeliveryOptions.read(configuration);
        assertThatThrownBy(() -> DecisionStage.of(kafka, delivery))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("delivery.max-record-bytes is '524288'")
                .hasMessageContaining("kafka.properties.max.request.size (100000)");
    }

    private static void cascade(StreamExecutionEnvironment environment, DecisionStage stage) {
        var config = IngestOptions.read(new Configuration());
        SingleOutputStreamOperator<Payment> events =
                IngestStage.events(KAFKA, config, new PaymentAdapter()).append(environment);
        var control = IngestStage.control(KAFKA, config, ModelJson::policy).append(environment);
        DataStream<Decision> decisions =
                events.map(event -> Decisions.decision(event.id(), event.customer(), List.of()))
                        .returns(Decision.class)
                        .name("decide")
                        .uid("decide");
        DataStream<Decision> deep =
                decisions
                        .keyBy(Decision::entityKey)
                        .map(decision -> decision)
                        .returns(Decision.class)
                        .name("deep")
                        .uid("deep");
        stage.appendFast(decisions);
        stage.appendFastFeedback(decisions, new FeedbackSampling(0.01));
        stage.appendDeep(deep);
        stage.appendDeepFeedback(deep, new FeedbackSampling(0.01));
        stage.appendDeadLetters(
                events.getSideOutput(DeadLetters.TAG)
                        .union(control.getSideOutput(DeadLetters.TAG)));
    }

    private static DecisionStage stage(DeliveryGuarantee guarantee) {
        return DecisionStage.of(
                KAFKA, new DeliveryConfig(guarantee, "sluice", Duration.ofMinutes(5), 512 * 1024));
    }

    private static StreamExecutionEnvironment environment() {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        environment.setParallelism(2);
        return environment;
    }

    private static List<String> tasks(StreamExecutionEnvironment environment) {
        List<String> names = new ArrayList<>();
        for (JobVertex vertex : environment.getStreamGraph().getJobGraph().getVertices()) {
            names.add(vertex.getName());
        }
        return names;
    }
}
