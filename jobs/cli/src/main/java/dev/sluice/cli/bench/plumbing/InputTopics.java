// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.plumbing;

import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.kafka.Topics;
import dev.sluice.fraud.CardTransaction;
import dev.sluice.stream.kafka.KafkaConfig;

import java.io.IOException;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Topics of events, each written once and then read by as many runs as there are. */
final class InputTopics {

    private final KafkaConfig kafka;
    private final Set<String> written = new TreeSet<>();

    InputTopics(String bootstrapServers) {
        this.kafka = KafkaConfig.of(bootstrapServers);
    }

    /**
     * The topic that holds the first events of a stream; keyed by customer.
     *
     * @throws IOException if the stream has fewer, or the cluster does not take them
     */
    String holding(EventStream stream, int events, int partitions)
            throws IOException, InterruptedException {
        String topic = "bench-" + stream.name() + "-" + events + "-in-" + partitions;
        if (!written.contains(topic)) {
            create(topic, partitions);
            write(topic, stream, events);
            written.add(topic);
        }
        return topic;
    }

    /** Creates an empty topic. */
    void create(String topic, int partitions) throws IOException, InterruptedException {
        Topics.create(kafka, List.of(topic), partitions);
    }

    /** Deletes topics. */
    void delete(Collection<String> topics) throws IOException, InterruptedException {
        Topics.delete(kafka, topics);
    }

    /** A producer for the cluster. */
    EventProducer producer() {
        return EventProducer.of(kafka);
    }

    private void write(String topic, EventStream stream, int events) throws IOException {
        Iterator<CardTransaction> transactions = stream.transactions().get();
        BenchRecord record = new BenchRecord(topic);
        try (EventProducer producer = producer()) {
            for (int number = 0; number < events; number++) {
                if (!transactions.hasNext()) {
                    throw new IOException(
                            "stream '"
                                    + stream.name()
                                    + "' has "
                                    + number
                                    + " events; expected "
                                    + events);
                }
                producer.send(record.of(number, transactions.next()));
            }
            producer.flush();
        }
    }
}
