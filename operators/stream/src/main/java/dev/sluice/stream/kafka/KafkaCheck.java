// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.kafka;

import dev.sluice.stream.config.AccessException;
import dev.sluice.stream.config.ConfigException;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;

/**
 * Asks a cluster, before a job is submitted, whether it lets the job do what it will: one question
 * each, so that a wrong password is one line at once and not a job that starts again and again.
 */
public final class KafkaCheck {

    private static final String ANSWER_MS = "10000";

    private final KafkaConfig kafka;
    private final KafkaAccess access;

    /**
     * What a job does at a cluster.
     *
     * @param reads options and topics that it reads; they have to exist
     * @param writes options and topics that it writes
     * @param transactionalId one that its sinks would use, if they do
     */
    public record Needs(
            Map<String, String> reads,
            Map<String, String> writes,
            Optional<String> transactionalId) {}

    /** A check of a cluster. */
    public KafkaCheck(KafkaConfig kafka) {
        this.kafka = kafka;
        this.access = KafkaAccess.of(kafka);
    }

    /**
     * Returns if the cluster lets us do what is needed, as far as it can be asked.
     *
     * @return why nothing is known, if the cluster did not answer
     * @throws AccessException if it turns us away
     * @throws ConfigException if a topic to read does not exist, or no client can be made
     */
    public Optional<String> run(Needs needs) throws InterruptedException {
        OwnCertificate.check(kafka);
        try (Admin admin = Admin.create(properties())) {
            topics(admin, needs);
            group(admin);
            if (needs.transactionalId().isPresent()) {
                transactions(admin, needs.transactionalId().get());
            }
            return Optional.empty();
        } catch (TimeoutException e) {
            return Optional.of(
                    "Kafka at "
                            + access.servers()
                            + " did not answer within "
                            + ANSWER_MS
                            + " ms ("
                            + e.getMessage()
                            + "); expected a broker whose listener speaks "
                            + access.how()
                            + "; check kafka.bootstrap-servers and"
                            + " kafka.properties.security.protocol");
        } catch (KafkaException e) {
            throw unusable(e);
        }
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(kafka.adminProperties());
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        properties.put(AdminClientConfig.CLIENT_ID_CONFIG, kafka.groupId() + "-check");
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MS);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MS);
        return properties;
    }

    private void topics(Admin admin, Needs needs) throws InterruptedException {
        Set<String> all = new TreeSet<>(needs.reads().values());
        all.addAll(needs.writes().values());
        Map<String, KafkaFuture<TopicDescription>> answers =
                admin.describeTopics(
                                all, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                        .topicNameValues();
        Set<String> hidden = new TreeSet<>();
        Map<String, Set<AclOperation>> allowed = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> answer : answers.entrySet()) {
            try {
                Set<AclOperation> operations = get(answer.getValue()).authorizedOperations();
                // null from a broker that does not tell
                allowed.put(
                        answer.getKey(),
                        operations == null ? Set.of(AclOperation.values()) : operations);
            } catch (TopicAuthorizationException e) {
                hidden.add(answer.getKey());
            } catch (UnknownTopicOrPartitionException e) {
                missing(answer.getKey(), needs);
            }
        }
        if (!hidden.isEmpty()) {
            throw access.refused(access.missing("DESCRIBE", "topic", hidden));
        }
        require(allowed, needs.reads(), AclOperation.READ);
        require(allowed, needs.writes(), AclOperation.WRITE);
    }

    /** What is written may be created by the first record; what is read may not. */
    private void missing(String topic, Needs needs) {
        needs.reads()
                .forEach(
                        (option, name) -> {
                            if (name.equals(topic)) {
                                throw ConfigException.of(
                                        option,
                                        topic,
                                        "a topic that exists at "
                                                + access.servers()
                                                + "; create it, or name another");
                            }
                        });
    }

    private void require(
            Map<String, Set<AclOperation>> allowed,
            Map<String, String> topics,
            AclOperation operation) {
        Set<String> without = new TreeSet<>(topics.values());
        without.removeIf(
                topic -> !allowed.containsKey(topic) || allowed.get(topic).contains(operation));
        if (!without.isEmpty()) {
            throw access.refused(access.missing(operation.name(), "topic", without));
        }
    }

    private void group(Admin admin) throws InterruptedException {
        try {
            get(admin.listConsumerGroupOffsets(kafka.groupId()).partitionsToOffsetAndMetadata());
        } catch (GroupIdNotFoundException e) {
            // nobody has committed yet
            return;
        } catch (GroupAuthorizationException e) {
            throw access.refused(access.missing("READ", "group", List.of(kafka.groupId())));
        }
    }

    private void transactions(Admin admin, String id) throws InterruptedException {
        try {
            get(admin.describeTransactions(List.of(id)).description(id));
        } catch (TransactionalIdNotFoundException e) {
            // there was none yet, and we would have been allowed to see it
            return;
        } catch (TransactionalIdAuthorizationException e) {
            access.throwIfRefused(e);
            throw e;
        }
    }

    private <T> T get(KafkaFuture<T> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException said
                    ? said
                    : new KafkaException(e.getCause());
        }
    }

    /** What a client that could not be made, or is turned away, comes to. */
    private RuntimeException unusable(KafkaException failure) {
        access.throwIfRefused(failure);
        Throwable deepest = failure;
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof ConfigException said) {
                return said;
            }
            deepest = at;
        }
        return deepest == failure
                ? failure
                : new ConfigException(
                        "no client of Kafka at "
                                + access.servers()
                                + " can be made of kafka.properties.*: "
                                + deepest.getMessage()
                                + "; expected properties that its clients take; check the files"
                                + " and passwords of ssl.keystore.*, ssl.truststore.* and"
                                + " sasl.jaas.config");
    }
}
