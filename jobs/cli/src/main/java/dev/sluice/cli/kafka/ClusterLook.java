// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.kafka;

import dev.sluice.stream.kafka.KafkaConfig;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a client sees of a cluster without changing anything there. One thread. */
public final class ClusterLook implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Admin admin;
    private final String bootstrapServers;

    private ClusterLook(Admin admin, String bootstrapServers) {
        this.admin = admin;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * What is known of a topic.
     *
     * @param partitions their number
     * @param operations what this client may do with it, by Kafka's names
     * @param compacted whether the latest record of a key is kept; empty if the cluster does not
     *     tell
     * @param maxMessageBytes largest batch that is taken; empty if the cluster does not tell
     */
    public record TopicLook(
            int partitions,
            Set<AclOperation> operations,
            Optional<Boolean> compacted,
            OptionalLong maxMessageBytes) {

        /** Copies the set. */
        public TopicLook {
            operations = Set.copyOf(operations);
        }
    }

    /**
     * A client of a cluster.
     *
     * @throws IOException if no client can be made with these settings
     */
    public static ClusterLook at(KafkaConfig kafka) throws IOException {
        try {
            return new ClusterLook(Clients.admin(kafka), kafka.bootstrapServers());
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(cause.getMessage(), e);
        }
    }

    /** Number of brokers. */
    public int brokers() throws IOException {
        return get(admin.describeCluster().nodes()).size();
    }

    /** What is known of a topic; empty if there is none. */
    public Optional<TopicLook> topic(String name) throws IOException {
        TopicDescription description;
        try {
            description =
                    get(
                            admin.describeTopics(
                                            List.of(name),
                                            new DescribeTopicsOptions()
                                                    .includeAuthorizedOperations(true))
                                    .topicNameValues()
                                    .get(name));
        } catch (IOException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
        Optional<Config> config = config(name);
        Set<AclOperation> operations = description.authorizedOperations();
        return Optional.of(
                new TopicLook(
                        description.partitions().size(),
                        operations == null ? Set.of() : operations,
                        config.map(
                                values ->
                                        value(values, TopicConfig.CLEANUP_POLICY_CONFIG)
                                                .contains(TopicConfig.CLEANUP_POLICY_COMPACT)),
                        config.map(
                                        values ->
                                                OptionalLong.of(
                                                        Long.parseLong(
                                                                value(
                                                                        values,
                                                                        TopicConfig
                                                                                .MAX_MESSAGE_BYTES_CONFIG))))
                                .orElse(OptionalLong.empty())));
    }

    /** What this client may do with a consumer group; empty if the cluster does not tell. */
    public Optional<Set<AclOperation>> group(String id) throws IOException {
        try {
            ConsumerGroupDescription group =
                    get(
                            admin.describeConsumerGroups(
                                            List.of(id),
                                            new DescribeConsumerGroupsOptions()
                                                    .includeAuthorizedOperations(true))
                                    .describedGroups()
                                    .get(id));
            return Optional.ofNullable(group.authorizedOperations());
        } catch (IOException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                // nobody has used it yet
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The clock of the controller, when it was asked. */
    public Instant clock() throws IOException {
        QuorumInfo quorum = get(admin.describeMetadataQuorum().quorumInfo());
        // the leader has caught up with itself at the moment in which it answers
        return quorum.voters().stream()
                .filter(voter -> voter.replicaId() == quorum.leaderId())
                .flatMapToLong(voter -> voter.lastCaughtUpTimestamp().stream())
                .mapToObj(Instant::ofEpochMilli)
                .findFirst()
                .orElseThrow(() -> new IOException("the controller does not tell its time"));
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }

    private Optional<Config> config(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            return Optional.of(
                    get(admin.describeConfigs(List.of(resource)).values().get(resource)));
        } catch (IOException e) {
            // settings are a right of their own, which a job does not need
            return Optional.empty();
        }
    }

    private static String value(Config config, String name) {
        ConfigEntry entry = config.get(name);
        return entry == null || entry.value() == null ? "" : entry.value();
    }

    private <T> T get(KafkaFuture<T> future) throws IOException {
        try {
            return future.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException(
                    "no answer from " + bootstrapServers + " within " + TIMEOUT.toSeconds() + " s",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking " + bootstrapServers, e);
        }
    }
}
