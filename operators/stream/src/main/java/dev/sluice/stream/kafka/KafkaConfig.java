// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.kafka;

import dev.sluice.stream.config.ConfigException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The Kafka cluster and its topics.
 *
 * @param bootstrapServers brokers to begin with
 * @param eventsTopic topic of the events
 * @param labelsTopic topic of the labels
 * @param controlTopic topic of the control messages
 * @param decisionsTopic topic of the decisions
 * @param feedbackTopic topic of the feedback on decisions
 * @param qualityTopic topic of the figures of windows
 * @param alarmsTopic topic of the alarms
 * @param deadLettersTopic topic of the dead letters
 * @param models topics of the releases of models
 * @param groupId consumer group
 * @param properties further properties of the clients
 */
public record KafkaConfig(
        String bootstrapServers,
        String eventsTopic,
        String labelsTopic,
        String controlTopic,
        String decisionsTopic,
        String feedbackTopic,
        String qualityTopic,
        String alarmsTopic,
        String deadLettersTopic,
        ModelTopics models,
        String groupId,
        Map<String, String> properties) {

    /**
     * Topics of the releases of models.
     *
     * @param releases what is ordered
     * @param status what becomes of it
     * @param shadow what versions on trial say
     */
    public record ModelTopics(String releases, String status, String shadow) {

        /** The default names. */
        public static final ModelTopics DEFAULT =
                new ModelTopics(
                        KafkaOptions.RELEASES_TOPIC.defaultValue(),
                        KafkaOptions.MODEL_STATUS_TOPIC.defaultValue(),
                        KafkaOptions.SHADOW_TOPIC.defaultValue());
    }

    /** Kafka's own rule for the names of topics. */
    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    /** Refuses names that no cluster would take, and topics that are used twice. */
    public KafkaConfig {
        properties = Map.copyOf(properties);
        if (bootstrapServers.isBlank()) {
            throw ConfigException.of(
                    KafkaOptions.BOOTSTRAP_SERVERS.key(),
                    bootstrapServers,
                    "'host:port', several separated by commas");
        }
        if (groupId.isBlank()) {
            throw ConfigException.of(KafkaOptions.GROUP_ID.key(), groupId, "a name");
        }
        Map<String, String> topics = new HashMap<>();
        topic(topics, KafkaOptions.EVENTS_TOPIC.key(), eventsTopic);
        topic(topics, KafkaOptions.LABELS_TOPIC.key(), labelsTopic);
        topic(topics, KafkaOptions.CONTROL_TOPIC.key(), controlTopic);
        topic(topics, KafkaOptions.DECISIONS_TOPIC.key(), decisionsTopic);
        topic(topics, KafkaOptions.FEEDBACK_TOPIC.key(), feedbackTopic);
        topic(topics, KafkaOptions.QUALITY_TOPIC.key(), qualityTopic);
        topic(topics, KafkaOptions.ALARMS_TOPIC.key(), alarmsTopic);
        topic(topics, KafkaOptions.DEAD_LETTERS_TOPIC.key(), deadLettersTopic);
        topic(topics, KafkaOptions.RELEASES_TOPIC.key(), models.releases());
        topic(topics, KafkaOptions.MODEL_STATUS_TOPIC.key(), models.status());
        topic(topics, KafkaOptions.SHADOW_TOPIC.key(), models.shadow());
        ClientProperties.check(properties);
    }

    /** Topics of a cluster, those of the releases of models by their default names. */
    public KafkaConfig(
            String bootstrapServers,
            String eventsTopic,
            String labelsTopic,
            String controlTopic,
            String decisionsTopic,
            String feedbackTopic,
            String qualityTopic,
            String alarmsTopic,
            String deadLettersTopic,
            String groupId,
            Map<String, String> properties) {
        this(
                bootstrapServers,
                eventsTopic,
                labelsTopic,
                controlTopic,
                decisionsTopic,
                feedbackTopic,
                qualityTopic,
                alarmsTopic,
                deadLettersTopic,
                ModelTopics.DEFAULT,
                groupId,
                properties);
    }

    /** The default topics on a cluster. */
    public static KafkaConfig of(String bootstrapServers) {
        return new KafkaConfig(
                bootstrapServers,
                KafkaOptions.EVENTS_TOPIC.defaultValue(),
                KafkaOptions.LABELS_TOPIC.defaultValue(),
                KafkaOptions.CONTROL_TOPIC.defaultValue(),
                KafkaOptions.DECISIONS_TOPIC.defaultValue(),
                KafkaOptions.FEEDBACK_TOPIC.defaultValue(),
                KafkaOptions.QUALITY_TOPIC.defaultValue(),
                KafkaOptions.ALARMS_TOPIC.defaultValue(),
                KafkaOptions.DEAD_LETTERS_TOPIC.defaultValue(),
                ModelTopics.DEFAULT,
                KafkaOptions.GROUP_ID.defaultValue(),
                Map.of());
    }

    /** All topics. */
    public List<String> topics() {
        return List.of(
                eventsTopic,
                labelsTopic,
                controlTopic,
                decisionsTopic,
                feedbackTopic,
                qualityTopic,
                alarmsTopic,
                deadLettersTopic,
                models.releases(),
                models.status(),
                models.shadow());
    }

    /** Those that have one partition, because the order of all of their records matters. */
    public List<String> orderedTopics() {
        return List.of(controlTopic, models.releases(), models.status());
    }

    /** The further properties that a consumer knows, or that no client of Kafka itself knows. */
    public Map<String, String> consumerProperties() {
        return ClientProperties.withProviders(ClientProperties.ofConsumer(properties));
    }

    /** The further properties that a producer knows, or that no client of Kafka itself knows. */
    public Map<String, String> producerProperties() {
        return ClientProperties.withProviders(ClientProperties.ofProducer(properties));
    }

    /**
     * The further properties that an admin client knows, or that no client of Kafka itself knows.
     */
    public Map<String, String> adminProperties() {
        return ClientProperties.withProviders(ClientProperties.ofAdmin(properties));
    }

    private static void topic(Map<String, String> topics, String key, String name) {
        if (!TOPIC.matcher(name).matches()) {
            throw ConfigException.of(
                    key, name, "a topic of up to 249 letters, digits, dots, '_' and '-'");
        }
        String other = topics.put(name, key);
        if (other != null) {
            throw ConfigException.of(key, name, "another topic than that of " + other);
        }
    }
}
