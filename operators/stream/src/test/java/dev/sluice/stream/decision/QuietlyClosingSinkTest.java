// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.decision;

import dev.sluice.stream.kafka.KafkaAccess;
import dev.sluice.stream.kafka.KafkaConfig;

import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class QuietlyClosingSinkTest {

    /** Nobody listens there. */
    private static final String NOWHERE = "127.0.0.1:1";

    private static final KafkaAccess ACCESS = KafkaAccess.of(KafkaConfig.of(NOWHERE));

    @Test
    void closesThoughARecordWasNotDelivered() throws Exception {
        var harness = opened(new QuietlyClosingSink<>(toNowhere(), ACCESS));
        harness.processElement(new StreamRecord<>("lost on the way"));

        assertThatCode(harness::close).doesNotThrowAnyException();
    }

    @Test
    void saysBeforeACheckpointThatARecordWasNotDelivered() throws Exception {
        try (var harness = opened(new QuietlyClosingSink<>(toNowhere(), ACCESS))) {
            harness.processElement(new StreamRecord<>("lost on the way"));

            assertThatThrownBy(() -> harness.prepareSnapshotPreBarrier(1))
                    .hasStackTraceContaining("Failed to send data to Kafka");
        }
    }

    @Test
    void theSinkWithinThrowsWhenItIsClosed() throws Exception {
        // if it does not any more, nobody needs the one around it
        var harness = opened(toNowhere());
        harness.processElement(new StreamRecord<>("lost on the way"));

        assertThatThrownBy(harness::close).hasStackTraceContaining("Failed to send data to Kafka");
    }

    private static OneInputStreamOperatorTestHarness<String, CommittableMessage<Object>> opened(
            Sink<String> sink) throws Exception {
        var harness =
                new OneInputStreamOperatorTestHarness<String, CommittableMessage<Object>>(
                        new SinkWriterOperatorFactory<>(sink));
        harness.open();
        return harness;
    }

    private static KafkaSink<String> toNowhere() {
        return KafkaSink.<String>builder()
                .setBootstrapServers(NOWHERE)
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setProperty("max.block.ms", "100")
                .setRecordSerializer(
                        KafkaRecordSerializationSchema.builder()
                                .setTopic("nowhere")
                                .setValueSerializationSchema(new SimpleStringSchema())
                                .build())
                .build();
    }
}
