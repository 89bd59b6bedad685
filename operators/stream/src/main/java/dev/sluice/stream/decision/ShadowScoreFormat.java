// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.decision;

import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.release.ReleaseMode;
import dev.sluice.decisioning.release.ShadowScore;
import dev.sluice.schema.AvroWireFormat;
import dev.sluice.schema.WireFormat;
import dev.sluice.schema.WireFormatException;

import java.time.Instant;

/**
 * What versions on trial say as it is on the topic: {@code ShadowScore}, Avro single objects.
 *
 * <p>Not thread-safe.
 */
public final class ShadowScoreFormat implements WireFormat<ShadowScore> {

    private final WireFormat<dev.sluice.schema.ShadowScore> records;

    /** Records as Avro single objects. */
    public ShadowScoreFormat() {
        this(AvroWireFormat.of(dev.sluice.schema.ShadowScore.class));
    }

    /** Records in another format. */
    public ShadowScoreFormat(WireFormat<dev.sluice.schema.ShadowScore> records) {
        this.records = records;
    }

    @Override
    public byte[] encode(ShadowScore score) {
        boolean both = !Double.isNaN(score.liveProbability());
        return records.encode(
                new dev.sluice.schema.ShadowScore(
                        score.eventId(),
                        score.entityKey(),
                        Instant.ofEpochMilli(score.eventTimeMs()),
                        score.model(),
                        score.version(),
                        score.mode().name(),
                        score.probability(),
                        score.outcome().name(),
                        score.liveVersion(),
                        both ? (Double) score.liveProbability() : null,
                        both ? score.liveOutcome().name() : null,
                        score.policy()));
    }

    @Override
    public ShadowScore decode(byte[] bytes) throws WireFormatException {
        dev.sluice.schema.ShadowScore record = records.decode(bytes);
        boolean both = record.getLiveProbability() != null;
        return new ShadowScore(
                record.getEventId(),
                record.getEntityKey(),
                record.getEventTime().toEpochMilli(),
                record.getModel(),
                record.getVersion(),
                DecisionFormat.constant(ReleaseMode.class, record.getMode()),
                record.getProbability(),
                DecisionFormat.constant(Outcome.class, record.getOutcome()),
                record.getLiveVersion(),
                both ? record.getLiveProbability() : Double.NaN,
                both
                        ? DecisionFormat.constant(Outcome.class, record.getLiveOutcome())
                        : Outcome.CLEAR,
                record.getPolicy());
    }
}
