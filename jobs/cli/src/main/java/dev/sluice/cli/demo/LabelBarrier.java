// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.demo;

import dev.sluice.cli.flink.SourceOffsets;
import dev.sluice.cli.kafka.TopicOffsets;

import org.apache.kafka.common.TopicPartition;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * Holds an event back until the job has read the labels that are available by its time.
 *
 * <p>Labels are sent days of event time before they count, so the barrier stands in the way only of
 * a feed that outruns the job. Not thread-safe.
 */
final class LabelBarrier {

    private static final long POLL_MILLIS = 20;

    private record Sent(long availableAtMs, Map<TopicPartition, Long> ends) {}

    private final TopicOffsets offsets;
    private final SourceOffsets job;
    private final String topic;
    private final Deque<Sent> unread = new ArrayDeque<>();

    LabelBarrier(TopicOffsets offsets, SourceOffsets job, String topic) {
        this.offsets = offsets;
        this.job = job;
        this.topic = topic;
    }

    /**
     * Notes that labels were sent and acknowledged.
     *
     * @param firstAvailableAtMs when the first of them becomes available
     */
    void sent(long firstAvailableAtMs) throws IOException, InterruptedException {
        unread.add(new Sent(firstAvailableAtMs, offsets.ends(topic)));
    }

    /** Waits until every label available by a time has been read. */
    void await(long eventTimeMs) throws IOException, InterruptedException {
        while (!unread.isEmpty() && unread.peek().availableAtMs() <= eventTimeMs) {
            if (job.hasRead(unread.peek().ends())) {
                unread.remove();
            } else {
                Thread.sleep(POLL_MILLIS);
            }
        }
    }
}
