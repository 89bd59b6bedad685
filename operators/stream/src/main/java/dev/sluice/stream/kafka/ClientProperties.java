// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.kafka;

import dev.sluice.stream.config.ConfigException;
import dev.sluice.stream.config.References;
import dev.sluice.stream.config.Secret;

import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

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

    /** Something secret of a login that is neither a reference nor empty. */
    private static final Pattern JAAS_SECRET =
            Pattern.compile(
                    "(?i)(password|secret|token)\\s*=\\s*(?:[\"'](?!\\$\\{)[^\"']+|[^\"'\\s;$])");

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
        if (isSecret(name, value)) {
            throw Secret.literal(key);
        }
        if (References.isIn(value)) {
            // who opens a client sees what it is
            return;
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

    /**
     * Whether a value has a secret written out: any value of a property that Kafka itself never
     * logs, but for certificates, which are none, and for logins without a password.
     */
    private static boolean isSecret(String name, String value) {
        if (name.equals(SaslConfigs.SASL_JAAS_CONFIG)) {
            return JAAS_SECRET.matcher(value).find();
        }
        ConfigDef.ConfigKey known = AdminClientConfig.configDef().configKeys().get(name);
        return known != null
                && known.type == ConfigDef.Type.PASSWORD
                && !References.isIn(value)
                && !name.equals(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG)
                && !name.equals(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG);
    }

    /**
     * The same with what lets a client look up references, which are then read when it is opened,
     * by the process that opens it.
     */
    static Map<String, String> withProviders(Map<String, String> properties) {
        if (properties.values().stream().noneMatch(References::isIn)) {
            return properties;
        }
        Map<String, String> all = new TreeMap<>(properties);
        Set<String> names = new LinkedHashSet<>();
        String own = properties.getOrDefault(AbstractConfig.CONFIG_PROVIDERS_CONFIG, "");
        names.addAll(List.of(own.isBlank() ? new String[0] : own.strip().split("\\s*,\\s*")));
        provider(all, names, References.FILE, FileProvider.class);
        provider(all, names, References.ENVIRONMENT, EnvironmentProvider.class);
        all.put(AbstractConfig.CONFIG_PROVIDERS_CONFIG, String.join(",", names));
        return all;
    }

    /** A user's own provider of the name goes before ours. */
    private static void provider(
            Map<String, String> properties, Set<String> names, String name, Class<?> type) {
        if (names.add(name)) {
            properties.put(
                    AbstractConfig.CONFIG_PROVIDERS_CONFIG + "." + name + ".class", type.getName());
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

    static Map<String, String> ofAdmin(Map<String, String> properties) {
        return filter(
                properties,
                name ->
                        AdminClientConfig.configNames().contains(name)
                                || (!ProducerConfig.configNames().contains(name)
                                        && !ConsumerConfig.configNames().contains(name)));
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
