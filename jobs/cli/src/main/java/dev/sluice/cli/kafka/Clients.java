// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.kafka;

import dev.sluice.stream.kafka.KafkaConfig;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Makes the clients of a cluster, with the properties of the user. */
final class Clients {

    private Clients() {}

    static Admin admin(KafkaConfig kafka) {
        Map<String, Object> properties = new HashMap<>(kafka.adminProperties());
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        return Admin.create(properties);
    }

    static KafkaConsumer<byte[], byte[]> consumer(KafkaConfig kafka, IsolationLevel isolation) {
        Map<String, Object> properties = new HashMap<>(kafka.consumerProperties());
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation.name().toLowerCase(Locale.ROOT));
        return new KafkaConsumer<>(
                properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    static KafkaProducer<byte[], byte[]> producer(KafkaConfig kafka) {
        return producer(kafka, Map.of());
    }

    /** A producer whose transactions are fenced by its name. */
    static KafkaProducer<byte[], byte[]> transactionalProducer(KafkaConfig kafka, String name) {
        return producer(kafka, Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, name));
    }

    private static KafkaProducer<byte[], byte[]> producer(
            KafkaConfig kafka, Map<String, Object> own) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
        properties.putAll(kafka.producerProperties());
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.putAll(own);
        return new KafkaProducer<>(
                properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
