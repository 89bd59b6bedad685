// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.kafka;

import dev.sluice.stream.kafka.KafkaConfig;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Creates and deletes topics. */
public final class Topics {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Map<String, String> COMPACTED =
            Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);

    private static final Map<String, String> KEPT = Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1");

    private Topics() {}

    /**
     * Creates the topics of a job as far as they are missing, those whose order matters with one
     * partition, the control topic compacted (it is read from its start, and the latest of a kind
     * holds), the releases kept for ever, and returns when they can be used.
     *
     * @param partitions partitions of each other topic
     * @throws IOException if the cluster refuses, or does not answer
     */
    public static void create(KafkaConfig kafka, int partitions)
            throws IOException, InterruptedException {
        List<String> others =
                kafka.topics().stream().filter(t -> !kafka.orderedTopics().contains(t)).toList();
        create(kafka, others, partitions);
        create(kafka, List.of(kafka.models().releases()), 1, KEPT);
        create(kafka, List.of(kafka.models().status()), 1);
        create(kafka, List.of(kafka.controlTopic()), 1, COMPACTED);
    }

    /**
     * Creates topics as far as they are missing, and returns when they can be used.
     *
     * @throws IOException if the cluster refuses, or does not answer
     */
    public static void create(KafkaConfig kafka, Collection<String> topics, int partitions)
            throws IOException, InterruptedException {
        create(kafka, topics, partitions, Map.of());
    }

    /**
     * Creates topics with settings of their own as far as they are missing, and returns when they
     * can be used.
     *
     * @throws IOException if the cluster refuses, or does not answer
     */
    public static void create(
            KafkaConfig kafka,
            Collection<String> topics,
            int partitions,
            Map<String, String> settings)
            throws IOException, InterruptedException {
        try (Admin admin = Clients.admin(kafka)) {
            for (String topic : topics) {
                create(admin, topic, partitions, settings);
            }
            long deadline = System.nanoTime() + TIMEOUT.toNanos();
            while (!haveLeaders(admin, topics)) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("topics " + topics + " have no leaders after " + TIMEOUT);
                }
                Thread.sleep(PAUSE.toMillis());
            }
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
            throw new IOException(
                    "topics "
                            + topics
                            + " cannot be created at "
                            + kafka.bootstrapServers()
                            + ": "
                            + cause,
                    cause);
        }
    }

    /**
     * Deletes topics; those that do not exist are none to delete.
     *
     * @throws IOException if the cluster refuses, or does not answer
     */
    public static void delete(KafkaConfig kafka, Collection<String> topics)
            throws IOException, InterruptedException {
        try (Admin admin = Clients.admin(kafka)) {
            admin.deleteTopics(topics).all().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
            if (cause instanceof UnknownTopicOrPartitionException) {
                return;
            }
            throw new IOException(
                    "topics "
                            + topics
                            + " cannot be deleted at "
                            + kafka.bootstrapServers()
                            + ": "
                            + cause,
                    cause);
        }
    }

    private static void create(
            Admin admin, String topic, int partitions, Map<String, String> settings)
            throws ExecutionException, InterruptedException, TimeoutException {
        NewTopic wanted =
                new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(settings);
        try {
            admin.createTopics(List.of(wanted))
                    .all()
                    .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private static boolean haveLeaders(Admin admin, Collection<String> topics)
            throws ExecutionException, InterruptedException, TimeoutException {
        try {
            Map<String, TopicDescription> descriptions =
                    admin.describeTopics(topics)
                            .allTopicNames()
                            .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            return descriptions.values().stream()
                    .flatMap(description -> description.partitions().stream())
                    .allMatch(partition -> partition.leader() != null);
        } catch (ExecutionException e) {
            // created, but not yet known to the broker that was asked
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }
}
