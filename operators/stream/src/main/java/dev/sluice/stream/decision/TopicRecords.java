// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.decision;

import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;

import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * What becomes the records of one topic, and says which: the sink looks for open transactions there
 * after a failure.
 */
abstract class TopicRecords<T>
        implements KafkaRecordSerializationSchema<T>, KafkaDatasetFacetProvider {

    private static final long serialVersionUID = 1L;

    private final String topic;
    private final byte[] header;

    /**
     * Records of a topic.
     *
     * @param header bytes in front of every value
     */
    TopicRecords(String topic, byte[] header) {
        this.topic = topic;
        this.header = header.clone();
    }

    final byte[] header() {
        return header;
    }

    final String topic() {
        return topic;
    }

    @Override
    public final Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
        return Optional.of(
                new DefaultKafkaDatasetFacet(
                        DefaultKafkaDatasetIdentifier.ofTopics(List.of(topic)), new Properties()));
    }
}
