// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.kafka;

import dev.sluice.stream.config.ConfigException;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

import java.util.Map;

/** Options of the Kafka cluster and its topics. */
public final class KafkaOptions {

    /** Where the cluster is found. */
    public static final ConfigOption<String> BOOTSTRAP_SERVERS =
            ConfigOptions.key("kafka.bootstrap-servers")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Brokers to begin with, 'host:port', separated by commas. Required.");

    /** Topic of the events. */
    public static final ConfigOption<String> EVENTS_TOPIC =
            topic("kafka.events.topic", "sluice-events", "Topic of the events to decide.");

    /** Topic of the labels. */
    public static final ConfigOption<String> LABELS_TOPIC =
            topic("kafka.labels.topic", "sluice-labels", "Topic of the labels that come later.");

    /** Topic of the control messages. */
    public static final ConfigOption<String> CONTROL_TOPIC =
            topic(
                    "kafka.control.topic",
                    "sluice-control",
                    "Topic of the control messages. It is read from its start, whatever"
                            + " ingest.start says: the latest message of a kind holds.");

    /** Topic of the decisions. */
    public static final ConfigOption<String> DECISIONS_TOPIC =
            topic("kafka.decisions.topic", "sluice-decisions", "Topic of the decisions.");

    /** Topic of the feedback. */
    public static final ConfigOption<String> FEEDBACK_TOPIC =
            topic(
                    "kafka.feedback.topic",
                    "sluice-feedback",
                    "Topic of the feedback on decisions, which the controller of the gate and the"
                            + " join with labels read.");

    /** Topic of the figures of windows. */
    public static final ConfigOption<String> QUALITY_TOPIC =
            topic(
                    "kafka.quality.topic",
                    "sluice-quality",
                    "Topic of the figures of windows: how good the decisions were.");

    /** Topic of the alarms. */
    public static final ConfigOption<String> ALARMS_TOPIC =
            topic(
                    "kafka.alarms.topic",
                    "sluice-alarms",
                    "Topic of the alarms: one an episode of an entity, where the use case has"
                            + " them.");

    /** Topic of the releases of models. */
    public static final ConfigOption<String> RELEASES_TOPIC =
            topic(
                    "kafka.releases.topic",
                    "sluice-model-releases",
                    "Topic of the releases of models: one partition, kept for ever, read from its"
                            + " start.");

    /** Topic of what becomes of them. */
    public static final ConfigOption<String> MODEL_STATUS_TOPIC =
            topic(
                    "kafka.model-status.topic",
                    "sluice-model-status",
                    "Topic of what becomes of versions of models: one partition. The job reads"
                            + " back what its subtasks say there.");

    /** Topic of the shadow scores. */
    public static final ConfigOption<String> SHADOW_TOPIC =
            topic(
                    "kafka.shadow.topic",
                    "sluice-shadow-scores",
                    "Topic of what versions on trial say of records, beside what is decided.");

    /** Topic of the dead letters. */
    public static final ConfigOption<String> DEAD_LETTERS_TOPIC =
            topic(
                    "kafka.dead-letters.topic",
                    "sluice-dead-letters",
                    "Topic of the records that were refused, with the reason.");

    /** Consumer group. */
    public static final ConfigOption<String> GROUP_ID =
            ConfigOptions.key("kafka.group-id")
                    .stringType()
                    .defaultValue("sluice")
                    .withDescription(
                            "Consumer group under which offsets are committed at checkpoints. Two"
                                    + " jobs on one cluster need two groups.");

    /** What goes to the clients as it is. */
    public static final ConfigOption<Map<String, String>> PROPERTIES =
            ConfigOptions.key("kafka.properties")
                    .mapType()
                    .defaultValue(Map.of())
                    .withDescription(
                            "Properties of the Kafka clients, as kafka.properties.NAME: security,"
                                    + " fetch sizes, 'linger.ms', 'compression.type'. A property"
                                    + " goes to every client that knows it. Secrets have to be"
                                    + " ${env:NAME} or ${file:PATH}.");

    private KafkaOptions() {}

    /**
     * The options as one value.
     *
     * @throws ConfigException if one is missing or impossible
     */
    public static KafkaConfig read(ReadableConfig config) {
        return new KafkaConfig(
                config.getOptional(BOOTSTRAP_SERVERS).orElse(""),
                config.get(EVENTS_TOPIC),
                config.get(LABELS_TOPIC),
                config.get(CONTROL_TOPIC),
                config.get(DECISIONS_TOPIC),
                config.get(FEEDBACK_TOPIC),
                config.get(QUALITY_TOPIC),
                config.get(ALARMS_TOPIC),
                config.get(DEAD_LETTERS_TOPIC),
                new KafkaConfig.ModelTopics(
                        config.get(RELEASES_TOPIC),
                        config.get(MODEL_STATUS_TOPIC),
                        config.get(SHADOW_TOPIC)),
                config.get(GROUP_ID),
                config.get(PROPERTIES));
    }

    private static ConfigOption<String> topic(String key, String name, String description) {
        return ConfigOptions.key(key).stringType().defaultValue(name).withDescription(description);
    }
}
