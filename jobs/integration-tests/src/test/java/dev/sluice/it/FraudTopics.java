// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.it;

import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.kafka.TopicReader;
import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.fraud.CardLabel;
import dev.sluice.fraud.CardTransaction;
import dev.sluice.fraud.FraudRecords;
import dev.sluice.fraud.LabelledTransaction;
import dev.sluice.schema.AvroWireFormat;
import dev.sluice.schema.Control;
import dev.sluice.schema.Feedback;
import dev.sluice.schema.Transaction;
import dev.sluice.schema.TransactionLabel;
import dev.sluice.schema.WireFormat;
import dev.sluice.schema.WireFormatException;
import dev.sluice.stream.decision.DeadLetterFormat;
import dev.sluice.stream.decision.DecisionFormat;
import dev.sluice.stream.kafka.KafkaConfig;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The topics of the fraud job, as its producers and consumers use them. */
public record FraudTopics(KafkaConfig kafka) {

    public void send(List<LabelledTransaction> events) throws Exception {
        sendLabels(events);
        sendEvents(events);
    }

    public void sendLabels(List<LabelledTransaction> events) throws Exception {
        WireFormat<TransactionLabel> format = AvroWireFormat.of(TransactionLabel.class);
        try (EventProducer producer = EventProducer.of(kafka)) {
            for (LabelledTransaction event : events) {
                if (event.fraud()) {
                    CardLabel label = event.label(LabelledTransaction.LABEL_DELAY);
                    producer.send(
                            kafka.labelsTopic(),
                            label.customerId().getBytes(StandardCharsets.UTF_8),
                            format.encode(FraudRecords.of(label)));
                }
            }
            producer.flush();
        }
    }

    public void sendEvents(List<LabelledTransaction> events) throws Exception {
        WireFormat<Transaction> format = AvroWireFormat.of(Transaction.class);
        try (EventProducer producer = EventProducer.of(kafka)) {
            for (LabelledTransaction event : events) {
                CardTransaction transaction = event.transaction();
                producer.send(
                        kafka.eventsTopic(),
                        transaction.customerId().getBytes(StandardCharsets.UTF_8),
                        format.encode(FraudRecords.of(transaction)));
            }
            producer.flush();
        }
    }

    /** Lets the topics of events and labels take records of any time, up to twelve megabytes. */
    void takeWhateverComes() throws Exception {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        for (String topic : List.of(kafka.eventsTopic(), kafka.labelsTopic())) {
            changes.put(
                    new ConfigResource(ConfigResource.Type.TOPIC, topic),
                    Map.of(
                                    "max.message.bytes",
                                    String.valueOf(12 << 20),
                                    "message.timestamp.after.max.ms",
                                    String.valueOf(Long.MAX_VALUE))
                            .entrySet()
                            .stream()
                            .map(
                                    entry ->
                                            new AlterConfigOp(
                                                    new ConfigEntry(
                                                            entry.getKey(), entry.getValue()),
                                                    AlterConfigOp.OpType.SET))
                            .toList());
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.incrementalAlterConfigs(changes).all().get(30, TimeUnit.SECONDS);
        }
    }

    /** Sends values as they are, with a Kafka timestamp. */
    void sendRaw(String topic, List<byte[]> values, Instant timestamp) throws Exception {
        Map<String, Object> properties =
                Map.of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "max.request.size",
                        12 << 20,
                        "acks",
                        "all");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (byte[] value : values) {
                producer.send(
                                new ProducerRecord<>(
                                        topic, null, timestamp.toEpochMilli(), null, value))
                        .get(30, TimeUnit.SECONDS);
            }
        }
    }

    void sendGateMode(String mode) throws Exception {
        sendControl("gate.mode", mode);
    }

    void sendControl(String kind, String value) throws Exception {
        Control control =
                Control.newBuilder()
                        .setKind(kind)
                        .setValue(value)
                        .setIssuedAt(Instant.now())
                        .setIssuedBy("test")
                        .build();
        try (EventProducer producer = EventProducer.of(kafka)) {
            producer.send(
                    kafka.controlTopic(),
                    kind.getBytes(StandardCharsets.UTF_8),
                    AvroWireFormat.of(Control.class).encode(control));
            producer.flush();
        }
    }

    /** All decisions that a consumer of committed records sees. */
    public List<Decision> decisions() throws Exception {
        return all(kafka.decisionsTopic(), new DecisionFormat());
    }

    /** All feedback so far. */
    List<Feedback> feedback() throws Exception {
        return all(kafka.feedbackTopic(), AvroWireFormat.of(Feedback.class));
    }

    /** All control messages so far. */
    List<Control> control() throws Exception {
        return all(kafka.controlTopic(), AvroWireFormat.of(Control.class));
    }

    /** All dead letters so far. */
    public List<DeadLetter> deadLetters() throws Exception {
        return all(kafka.deadLettersTopic(), new DeadLetterFormat());
    }

    private <T> List<T> all(String topic, WireFormat<T> format) throws Exception {
        List<T> all = new ArrayList<>();
        TopicReader.read(
                kafka,
                topic,
                IsolationLevel.READ_COMMITTED,
                record -> {
                    try {
                        all.add(format.decode(record.value()));
                    } catch (WireFormatException e) {
                        throw new AssertionError(e);
                    }
                });
        return all;
    }

    /** One decision an event: the highest revision. */
    public Map<String, Decision> upserted() throws Exception {
        Map<String, Decision> upserted = new HashMap<>();
        for (Decision decision : decisions()) {
            upserted.merge(
                    decision.eventId(), decision, (a, b) -> a.revision() > b.revision() ? a : b);
        }
        return upserted;
    }
}
