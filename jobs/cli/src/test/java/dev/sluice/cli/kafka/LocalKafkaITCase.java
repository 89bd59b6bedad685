// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.kafka;

import dev.sluice.stream.kafka.KafkaConfig;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(120)
class LocalKafkaITCase {

    private static LocalKafka broker;
    private static KafkaConfig kafka;

    @BeforeAll
    static void start() throws Exception {
        broker = LocalKafka.start();
        kafka = KafkaConfig.of(broker.bootstrapServers());
        Topics.create(kafka, 2);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void whatIsAcknowledgedIsRead() throws Exception {
        topic("acknowledged");
        try (EventProducer producer = EventProducer.of(kafka)) {
            Pace pace = Pace.perSecond(0);
            for (int i = 0; i < 5_000; i++) {
                pace.await();
                assertThat(producer.send("acknowledged", bytes(i % 7), bytes(i))).isTrue();
            }
            producer.flush();
            assertThat(producer.acknowledged("acknowledged")).isEqualTo(5_000);
            assertThat(producer.acknowledged("another")).isZero();
        }
        Set<Integer> read = new HashSet<>();
        long count =
                TopicReader.read(
                        kafka,
                        "acknowledged",
                        IsolationLevel.READ_UNCOMMITTED,
                        record -> read.add(number(record.value())));
        assertThat(count).isEqualTo(5_000);
        assertThat(read).hasSize(5_000);
    }

    @Test
    void anEmptyTopicIsReadToItsEnd() throws Exception {
        topic("empty");
        assertThat(read("empty", IsolationLevel.READ_COMMITTED)).isEmpty();
    }

    @Test
    void whatWasAbortedIsNotCommitted() throws Exception {
        topic("transactions");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                kafka.bootstrapServers(),
                                "transactional.id",
                                "test"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.initTransactions();
            transaction(producer, 1);
            producer.commitTransaction();
            transaction(producer, 2);
            producer.abortTransaction();
            transaction(producer, 3);
            producer.flush();

            assertThat(read("transactions", IsolationLevel.READ_COMMITTED)).containsExactly(1);
            assertThat(read("transactions", IsolationLevel.READ_UNCOMMITTED))
                    .containsExactlyInAnyOrder(1, 2, 3);
            producer.abortTransaction();
        }
    }

    @Test
    void recordsOfLongAgoStay() throws Exception {
        topic("old");
        try (EventProducer producer = EventProducer.of(kafka)) {
            producer.send(new ProducerRecord<>("old", 0, 1_000L, bytes(1), bytes(2)));
            producer.flush();
        }
        List<Long> timestamps = new ArrayList<>();
        TopicReader.read(
                kafka,
                "old",
                IsolationLevel.READ_COMMITTED,
                record -> timestamps.add(record.timestamp()));
        assertThat(timestamps).containsExactly(1_000L);
    }

    @Test
    void anAbortedProducerSendsNoMore() throws Exception {
        topic("aborted");
        EventProducer producer = EventProducer.of(kafka);
        producer.abort();
        assertThat(producer.send("aborted", bytes(1), bytes(1))).isFalse();
        producer.flush();
        producer.close();
        assertThat(read("aborted", IsolationLevel.READ_UNCOMMITTED)).isEmpty();
    }

    @Test
    void aRecordThatFailsIsReported() throws Exception {
        topic("refused");
        try (EventProducer producer = EventProducer.of(kafka)) {
            assertThatThrownBy(
                            () -> {
                                producer.send("refused", bytes(1), new byte[2 << 20]);
                                producer.flush();
                            })
                    .isInstanceOf(IOException.class);
            assertThat(producer.acknowledged("refused")).isZero();
        }
    }

    @Test
    void creatingWhatIsThereChangesNothing() throws Exception {
        Topics.create(kafka, 2);
        Topics.create(kafka, 2);
        assertThat(read(kafka.eventsTopic(), IsolationLevel.READ_COMMITTED)).isEmpty();
    }

    @Test
    void aMissingTopicIsNamed() {
        assertThatThrownBy(() -> read("missing", IsolationLevel.READ_COMMITTED))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("topic missing does not exist");
    }

    @Test
    void leavesNothingBehind() throws Exception {
        LocalKafka second = LocalKafka.start();
        assertThat(second.bootstrapServers()).isNotEqualTo(broker.bootstrapServers());
        assertThat(second.folder()).isNotEmptyDirectory();
        second.close();
        assertThat(second.folder()).doesNotExist();
    }

    private static void topic(String name) throws Exception {
        Topics.create(kafka, List.of(name), 2);
    }

    private static void transaction(KafkaProducer<byte[], byte[]> producer, int value) {
        producer.beginTransaction();
        var unused = producer.send(new ProducerRecord<>("transactions", bytes(0), bytes(value)));
        producer.flush();
        assertThat(unused.isDone()).isTrue();
    }

    private static List<Integer> read(String topic, IsolationLevel isolation) throws IOException {
        List<Integer> values = new ArrayList<>();
        TopicReader.read(kafka, topic, isolation, record -> values.add(number(record.value())));
        return values;
    }

    private static byte[] bytes(int number) {
        return new byte[] {(byte) (number >> 8), (byte) number};
    }

    private static int number(byte[] bytes) {
        return (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
    }
}
