// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.kafka;

import dev.sluice.stream.kafka.KafkaConfig;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where topics end. */
public final class TopicOffsets implements AutoCloseable {

    private static final long TIMEOUT_SECONDS = 30;

    private final Admin admin;
    private final Map<String, Map<TopicPartition, OffsetSpec>> latest = new HashMap<>();

    private TopicOffsets(Admin admin) {
        this.admin = admin;
    }

    /** Offsets of the topics of a cluster. */
    public static TopicOffsets of(KafkaConfig kafka) {
        return new TopicOffsets(Clients.admin(kafka));
    }

    /**
     * Where the partitions of a topic end now.
     *
     * @throws IOException if the cluster does not answer
     */
    public Map<TopicPartition, Long> ends(String topic) throws IOException, InterruptedException {
        Map<TopicPartition, Long> ends = new HashMap<>();
        Map<TopicPartition, ListOffsetsResultInfo> found =
                get(admin.listOffsets(partitions(topic)).all()::get, topic);
        found.forEach((partition, info) -> ends.put(partition, info.offset()));
        return ends;
    }

    /** Number of offsets that a topic has used, over all partitions. */
    public long length(String topic) throws IOException, InterruptedException {
        return ends(topic).values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public void close() {
        admin.close();
    }

    private Map<TopicPartition, OffsetSpec> partitions(String topic)
            throws IOException, InterruptedException {
        Map<TopicPartition, OffsetSpec> known = latest.get(topic);
        if (known != null) {
            return known;
        }
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        get(admin.describeTopics(List.of(topic)).allTopicNames()::get, topic)
                .get(topic)
                .partitions()
                .forEach(
                        info ->
                                partitions.put(
                                        new TopicPartition(topic, info.partition()),
                                        OffsetSpec.latest()));
        latest.put(topic, partitions);
        return partitions;
    }

    private interface Answer<T> {
        T get(long timeout, TimeUnit unit)
                throws InterruptedException, ExecutionException, TimeoutException;
    }

    private static <T> T get(Answer<T> answer, String what)
            throws IOException, InterruptedException {
        try {
            return answer.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(
                    "offsets of " + what + " cannot be read: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException(
                    "offsets of " + what + " did not come within " + TIMEOUT_SECONDS + " s", e);
        }
    }
}
