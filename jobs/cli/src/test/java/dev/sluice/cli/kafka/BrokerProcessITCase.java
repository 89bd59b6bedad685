// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.kafka;

import dev.sluice.stream.kafka.KafkaConfig;

import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(120)
class BrokerProcessITCase {

    @TempDir Path folder;

    @Test
    void takesAndGivesRecordsInAProcessThatEndsWithIt() throws Exception {
        long pid;
        try (BrokerProcess broker = BrokerProcess.start(folder)) {
            // Given a broker in another process
            pid = broker.pid();
            assertThat(pid).isNotEqualTo(ProcessHandle.current().pid());
            KafkaConfig kafka = KafkaConfig.of(broker.bootstrapServers());
            Topics.create(kafka, List.of("topic"), 1);

            // When a record is sent
            byte[] sent = "hello".getBytes(StandardCharsets.UTF_8);
            try (EventProducer producer = EventProducer.of(kafka)) {
                producer.send("topic", sent, sent);
                producer.flush();
            }

            // Then it is there
            List<byte[]> read = new ArrayList<>();
            TopicReader.read(
                    kafka,
                    "topic",
                    IsolationLevel.READ_COMMITTED,
                    record -> read.add(record.value()));
            assertThat(read).containsExactly(sent);

            // and gone with its topic
            Topics.delete(kafka, List.of("topic"));
        }
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(folder).isDirectoryNotContaining("glob:**sluice-kafka-*");
    }
}
