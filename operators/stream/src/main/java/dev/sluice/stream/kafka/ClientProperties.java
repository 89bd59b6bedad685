// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.kafka;

import dev.sluice.stream.config.ConfigException;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The properties that a user hands to the Kafka clients. */
final class ClientProperties {

    /** Properties that an option of our own decides, or that the stages rely on. */
    private static final Map<String, String> DECIDED_ELSEWHERE =
            Map.ofEntries(
                    Map.entry("bootstrap.servers", "to set kafka.bootstrap-servers instead"),
                    Map.entry("group.id", "to set kafka.group-id instead"),
                    Map.entry("auto.offset.reset", "to set ingest.start instead"),
                    Map.entry(
                            "transactional.id", "to set delivery.transactional-id-prefix instead"),
                    Map.entry(
                            "transaction.timeout.ms",
                            "to set delivery.transaction-timeout instead"),
                    Map.entry("client.id", "nothing, every client needs a name of its own"),
                    Map.entry(
                            "enable.auto.commit", "nothing, offsets are committed at checkpoints"),
                    Map.entry("key.serializer", "nothing, records are bytes"),
                    Map.entry("value.serializer", "nothing, records are bytes"),
                    Map.entry("key.deserializer", "nothing, records are bytes"),
                    Map.entry("value.deserializer", "nothing, records are bytes"));

    private ClientProperties() {}

    static void check(Map<String, String> properties) {
        new TreeMap<>(properties).forEach(ClientProperties::check);
    }

    private static void check(String name, String value) {
        String key = KafkaOptions.PROPERTIES.key() + "." + name;
        String instead = DECIDED_ELSEWHERE.get(name);
        if (instead != null) {
            throw ConfigException.of(key, value, instead);
        }
        if (name.equals(ProducerConfig.ACKS_CONFIG)
                && !value.equals("all")
                && !value.equals("-1")) {
            throw ConfigException.of(key, value, "'all', or decisions could be lost");
        }
        check(key, name, value, ConsumerConfig.configDef());
        check(key, name, value, ProducerConfig.configDef());
    }

    private static void check(String key, String name, String value, ConfigDef definition) {
        ConfigDef.ConfigKey known = definition.configKeys().get(name);
        if (known == null) {
            return;
        }
        try {
            Object parsed = ConfigDef.parseType(name, value, known.type);
            if (known.validator != null) {
                known.validator.ensureValid(name, parsed);
            }
        } catch (org.apache.kafka.common.config.ConfigException e) {
            throw ConfigException.of(key, value, "what Kafka takes: " + e.getMessage());
        }
    }

    static Map<String, String> ofConsumer(Map<String, String> properties) {
        return filter(
                properties,
                name ->
                        ConsumerConfig.configNames().contains(name)
                                || !ProducerConfig.configNames().contains(name));
    }

    static Map<String, String> ofProducer(Map<String, String> properties) {
        return filter(
                properties,
                name ->
                        ProducerConfig.configNames().contains(name)
                                || !ConsumerConfig.configNames().contains(name));
    }

    private static Map<String, String> filter(
            Map<String, String> properties, Predicate<String> names) {
        Map<String, String> some = new TreeMap<>();
        properties.forEach(
                (name, value) -> {
                    if (names.test(name)) {
                        some.put(name, value);
                    }
                });
        return some;
    }
}
