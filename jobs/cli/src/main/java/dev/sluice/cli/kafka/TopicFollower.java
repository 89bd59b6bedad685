// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.kafka;

import dev.sluice.stream.kafka.KafkaConfig;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * Reads topics as they grow, on a thread of its own, in no consumer group; committed records only.
 *
 * <p>A topic that is missing is looked for again and again, and a cluster that does not answer is
 * tried again, from where it was.
 */
public final class TopicFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final KafkaConfig kafka;
    private final Map<String, Long> backlogs;
    private final Listener listener;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Map<String, String> missing = new TreeMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicReference<Request> request = new AtomicReference<>();
    private final AtomicReference<KafkaConsumer<byte[], byte[]>> open = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "topic-follower");

    /** Who is told; on the thread of the follower. */
    public interface Listener {

        /** A record. */
        void record(ConsumerRecord<byte[], byte[]> record);

        /**
         * The topics are being read.
         *
         * @param behind records that are there and have not been read yet
         * @param note what is missing, or the empty string
         */
        void following(long behind, String note);

        /** The topics cannot be read; it will be tried again. */
        void troubled(String why);
    }

    /** Wish to read what is there. */
    private static final class Request {
        private final CountDownLatch done = new CountDownLatch(1);
        private Map<TopicPartition, Long> ends = Map.of();
    }

    private TopicFollower(KafkaConfig kafka, Map<String, Long> backlogs, Listener listener) {
        this.kafka = kafka;
        this.backlogs = new TreeMap<>(backlogs);
        this.listener = listener;
        thread.setDaemon(true);
    }

    /**
     * Follows topics until it is closed.
     *
     * @param backlogs topics, each with the number of records that it is read from before its end
     *     of now, of each partition
     */
    public static TopicFollower follow(
            KafkaConfig kafka, Map<String, Long> backlogs, Listener listener) {
        TopicFollower follower = new TopicFollower(kafka, backlogs, listener);
        follower.thread.start();
        return follower;
    }

    /** Returns when what is on the topics by now is read; gives up after a time. */
    public void untilNow(Duration atMost) throws InterruptedException {
        Request wish = new Request();
        request.set(wish);
        if (!wish.done.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("Topics {} were not read to their ends in {}", backlogs.keySet(), atMost);
        }
    }

    /** Stops reading. */
    @Override
    public void close() {
        closing.countDown();
        KafkaConsumer<byte[], byte[]> consumer = open.get();
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(CLOSING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void run() {
        try {
            while (!isClosing()) {
                try (KafkaConsumer<byte[], byte[]> consumer =
                        Clients.consumer(kafka, IsolationLevel.READ_COMMITTED)) {
                    open.set(consumer);
                    follow(consumer);
                } catch (WakeupException | InterruptException e) {
                    return;
                } catch (KafkaException e) {
                    LOG.warn("Topics {} cannot be read", backlogs.keySet(), e);
                    listener.troubled(e.getMessage() == null ? e.toString() : e.getMessage());
                    pause();
                } finally {
                    open.set(null);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("Topics {} are followed no longer", backlogs.keySet(), e);
            listener.troubled("It was given up: " + e);
        }
    }

    private void follow(KafkaConsumer<byte[], byte[]> consumer) throws InterruptedException {
        List<TopicPartition> assigned = List.of();
        long lookedNanos = 0;
        boolean begins = true;
        while (!isClosing()) {
            Duration lookEvery = missing.isEmpty() ? LOOK_AGAIN : PAUSE;
            if (begins || System.nanoTime() - lookedNanos > lookEvery.toNanos()) {
                // also finds out whether the cluster still answers: poll does not say
                assigned = assign(consumer, assigned);
                lookedNanos = System.nanoTime();
                begins = false;
            }
            if (assigned.isEmpty()) {
                listener.troubled(missingTopics());
                pause();
                continue;
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                listener.record(record);
                positions.put(
                        new TopicPartition(record.topic(), record.partition()),
                        record.offset() + 1);
            }
            listener.following(behind(consumer, assigned), missingTopics());
            answer(consumer, assigned);
        }
    }

    /** Takes all partitions that there are, new ones from their start. */
    private List<TopicPartition> assign(
            KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> assigned) {
        missing.clear();
        List<TopicPartition> found = new ArrayList<>();
        for (String topic : backlogs.keySet()) {
            found.addAll(partitions(consumer, topic));
        }
        List<TopicPartition> added = new ArrayList<>(found);
        added.removeAll(assigned);
        if (added.isEmpty() && found.size() == assigned.size()) {
            return assigned;
        }
        consumer.assign(found);
        Map<TopicPartition, Long> first = consumer.beginningOffsets(added, ANSWER);
        Map<TopicPartition, Long> ends = consumer.endOffsets(added, ANSWER);
        Set<String> known =
                positions.keySet().stream().map(TopicPartition::topic).collect(Collectors.toSet());
        for (TopicPartition partition : added) {
            // what a topic has got since it is followed is read whole
            long backlog =
                    known.contains(partition.topic())
                            ? Long.MAX_VALUE
                            : backlogs.get(partition.topic());
            long start = Math.max(first.get(partition), ends.get(partition) - backlog);
            positions.putIfAbsent(partition, start);
            consumer.seek(partition, positions.get(partition));
        }
        return found;
    }

    private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        try {
            List<PartitionInfo> infos = consumer.partitionsFor(topic, ANSWER);
            if (infos != null && !infos.isEmpty()) {
                return infos.stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
            }
            missing.put(topic, "does not exist");
        } catch (AuthorizationException e) {
            missing.put(topic, "may not be read");
        }
        return List.of();
    }

    private String missingTopics() {
        List<String> parts = new ArrayList<>();
        missing.forEach((topic, why) -> parts.add("Topic " + topic + " " + why + "."));
        return String.join(" ", parts);
    }

    private static long behind(
            KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> assigned) {
        return assigned.stream().mapToLong(each -> consumer.currentLag(each).orElse(0)).sum();
    }

    private void answer(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> assigned) {
        Request wish = request.get();
        if (wish == null) {
            return;
        }
        if (wish.ends.isEmpty()) {
            wish.ends = consumer.endOffsets(assigned, ANSWER);
        }
        boolean isRead =
                wish.ends.entrySet().stream()
                        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
        if (isRead) {
            request.compareAndSet(wish, null);
            wish.done.countDown();
        }
    }

    private void pause() throws InterruptedException {
        if (closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.debug("closed while it waited");
        }
    }
}
