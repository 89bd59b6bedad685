// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.live;

import dev.sluice.cli.kafka.TopicFollower;
import dev.sluice.decisioning.gate.GateMode;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.schema.Control;
import dev.sluice.schema.RegistryUnavailableException;
import dev.sluice.schema.WireFormat;
import dev.sluice.schema.WireFormatException;
import dev.sluice.stream.decision.DecisionFormat;
import dev.sluice.stream.decision.QualityFormat;
import dev.sluice.stream.gate.GateOverrides;
import dev.sluice.stream.kafka.KafkaConfig;
import dev.sluice.stream.model.ModelJson;
import dev.sluice.stream.registry.InputFormats;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import java.time.Clock;
import java.util.Map;

/** Counts the records of a job's topics. What cannot be read is counted as that. */
final class LiveTopics implements TopicFollower.Listener {

    private static final long ALL = Long.MAX_VALUE;

    /** Records of a partition with figures of quality: more windows than anybody looks at. */
    private static final long WINDOWS = 500;

    private final KafkaConfig kafka;
    private final GateOverrides overrides;
    private final LiveFigures figures;
    private final Clock clock;
    private final DecisionFormat decisions;
    private final QualityFormat quality;
    private final WireFormat<Control> control;

    LiveTopics(
            KafkaConfig kafka,
            InputFormats formats,
            GateOverrides overrides,
            LiveFigures figures,
            Clock clock) {
        this.kafka = kafka;
        this.decisions = new DecisionFormat(formats.open(dev.sluice.schema.Decision.class));
        this.quality = new QualityFormat(formats.open(dev.sluice.schema.Quality.class));
        this.control = formats.open(Control.class);
        this.overrides = overrides;
        this.figures = figures;
        this.clock = clock;
    }

    /** How many records that are there already are read, by topic. */
    static Map<String, Long> backlogs(KafkaConfig kafka, LivePage.From from) {
        long counted = from == LivePage.From.BEGINNING ? ALL : 0;
        return Map.of(
                kafka.decisionsTopic(), counted,
                kafka.deadLettersTopic(), counted,
                kafka.controlTopic(), ALL,
                kafka.qualityTopic(), from == LivePage.From.BEGINNING ? ALL : WINDOWS);
    }

    @Override
    public void record(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            // what is compacted away, and the mark of a dead letter that was sent again
            return;
        }
        try {
            read(record);
        } catch (WireFormatException | IllegalArgumentException e) {
            figures.unreadable();
        } catch (RegistryUnavailableException e) {
            figures.unreadable();
            figures.troubled(e.getMessage());
        }
    }

    @Override
    public void following(long behind, String note) {
        figures.following(behind, note);
    }

    @Override
    public void troubled(String why) {
        figures.troubled(why);
    }

    private void read(ConsumerRecord<byte[], byte[]> record) throws WireFormatException {
        String topic = record.topic();
        if (topic.equals(kafka.decisionsTopic())) {
            figures.decision(decisions.decode(record.value()), place(record), clock.millis());
        } else if (topic.equals(kafka.deadLettersTopic())) {
            figures.deadLetter();
        } else if (topic.equals(kafka.qualityTopic())) {
            figures.quality(quality.decode(record.value()));
        } else {
            control(control.decode(record.value()));
        }
    }

    private void control(Control message) {
        long issuedAt = message.getIssuedAt().toEpochMilli();
        switch (message.getKind()) {
            case "gate.mode" -> figures.mode(GateMode.parse(message.getValue()), issuedAt);
            case "gate.tuning" -> figures.tuning(ModelJson.tuning(message.getValue()), issuedAt);
            case "policy" -> {
                Policy policy = overrides.apply(ModelJson.policy(message.getValue()));
                figures.policy(policy.gate().budget(), issuedAt);
            }
            default -> figures.unreadable();
        }
    }

    private static String place(ConsumerRecord<byte[], byte[]> record) {
        return "partition " + record.partition() + ", offset " + record.offset();
    }
}
