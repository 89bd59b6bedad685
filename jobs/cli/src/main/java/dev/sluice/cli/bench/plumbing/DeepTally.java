// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.plumbing;

import dev.sluice.cli.kafka.TopicReader;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.schema.WireFormatException;
import dev.sluice.stream.decision.DecisionFormat;
import dev.sluice.stream.kafka.KafkaConfig;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;

import java.io.IOException;
import java.util.BitSet;

/**
 * What is on a topic of decisions: how many events have one, and what deep had to do with it.
 *
 * @param distinct events with a decision
 * @param deep decisions of deep
 * @param fallbacks escalated events that the first pass decided after all
 * @param passes passes of all decisions of deep
 */
public record DeepTally(long distinct, long deep, long fallbacks, long passes) {

    /** Reads a topic to its end. */
    static DeepTally of(KafkaConfig kafka) throws IOException {
        Counter counter = new Counter();
        TopicReader.read(
                kafka, kafka.decisionsTopic(), IsolationLevel.READ_COMMITTED, counter::count);
        return new DeepTally(
                counter.seen.cardinality(), counter.deep, counter.fallbacks, counter.passes);
    }

    /** Mean passes of a decision of deep; 0 without one. */
    public double meanPasses() {
        return deep == 0 ? 0 : (double) passes / deep;
    }

    private static final class Counter {

        private final DecisionFormat format = new DecisionFormat();
        private final BitSet seen = new BitSet();
        private long deep;
        private long fallbacks;
        private long passes;

        void count(ConsumerRecord<byte[], byte[]> record) {
            Decision decision = decision(format, record);
            seen.set(Integer.parseInt(decision.eventId()));
            if (decision.source() == DecisionSource.DEEP) {
                deep++;
                passes += decision.effort().passesUsed();
            } else if (decision.source() == DecisionSource.FALLBACK) {
                fallbacks++;
            }
        }
    }

    static Decision decision(DecisionFormat format, ConsumerRecord<byte[], byte[]> record) {
        try {
            return format.decode(record.value());
        } catch (WireFormatException e) {
            throw new IllegalStateException("A decision cannot be read: " + e.getMessage(), e);
        }
    }
}
