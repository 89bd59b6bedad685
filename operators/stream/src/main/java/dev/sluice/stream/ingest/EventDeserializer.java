// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.ingest;

import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.decisioning.event.DeadLetter.Reason;
import dev.sluice.schema.RegistryUnavailableException;
import dev.sluice.schema.WireFormat;
import dev.sluice.schema.WireFormatException;
import dev.sluice.stream.config.AccessException;
import dev.sluice.stream.registry.InputFormats;

import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.EitherTypeInfo;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.types.Either;
import org.apache.flink.util.Collector;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

import java.io.IOException;
import java.time.Clock;

/**
 * Turns a Kafka record into an event (right) or into the dead letter that it becomes (left).
 *
 * <p>Never throws, whatever the record holds. What is not in the record is another matter: without
 * a schema registry that answers, nobody can tell a good record from a bad one, so that the task
 * fails, and reads the record again after its last checkpoint. Not thread-safe; Flink has one for
 * each reader.
 */
final class EventDeserializer<R extends SpecificRecord, E>
        implements KafkaRecordDeserializationSchema<Either<DeadLetter, E>> {

    private static final long serialVersionUID = 1L;

    private final EventAdapter<R, E> adapter;
    private final IngestConfig config;
    private final InputFormats formats;
    private final Clock clock;

    private transient WireFormat<R> format;
    private transient RefusedRecords refused;

    /** What the clock showed when it was last looked at: most events need no other look. */
    private transient long clockMs;

    EventDeserializer(
            EventAdapter<R, E> adapter, IngestConfig config, InputFormats formats, Clock clock) {
        this.adapter = adapter;
        this.config = config;
        this.formats = formats;
        this.clock = clock;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        format = formats.open(adapter.recordType(), context.getMetricGroup());
        refused = new RefusedRecords(config.deadLetterMaxBytes(), clock);
    }

    @Override
    public void deserialize(
            ConsumerRecord<byte[], byte[]> record, Collector<Either<DeadLetter, E>> out)
            throws IOException {
        out.collect(read(record));
    }

    @Override
    public TypeInformation<Either<DeadLetter, E>> getProducedType() {
        return new EitherTypeInfo<>(TypeInformation.of(DeadLetter.class), adapter.eventType());
    }

    private Either<DeadLetter, E> read(ConsumerRecord<byte[], byte[]> record) throws IOException {
        byte[] value = record.value();
        if (value != null && value.length > config.maxBytes()) {
            return refuse(
                    record,
                    Reason.OVERSIZED,
                    "the value has "
                            + value.length
                            + " bytes; expected at most "
                            + config.maxBytes());
        }
        try {
            E event = adapter.adapt(format.decode(value));
            checkId(adapter.eventId(event));
            checkTime(adapter.eventTimeMs(event), record.timestamp());
            return Either.Right(event);
        } catch (WireFormatException e) {
            return refuse(record, reason(e.reason()), e.getMessage());
        } catch (RejectedEventException e) {
            return refuse(record, e.reason(), e.getMessage());
        } catch (RegistryUnavailableException e) {
            throw new IOException(e.getMessage(), e);
        } catch (AccessException e) {
            throw e;
        } catch (RuntimeException e) {
            // a mistake of the adapter, but one record must not stop the stream
            return refuse(record, Reason.BAD_VALUE, "the event adapter failed: " + e);
        }
    }

    private void checkId(String id) throws RejectedEventException {
        if (id == null || id.isEmpty() || id.length() > config.maxIdLength()) {
            throw new RejectedEventException(
                    Reason.BAD_ID,
                    id == null || id.isEmpty()
                            ? "the event id is empty; expected an id"
                            : "the event id has "
                                    + id.length()
                                    + " characters; expected at most "
                                    + config.maxIdLength());
        }
    }

    private void checkTime(long eventTimeMs, long kafkaTimestampMs) throws RejectedEventException {
        if (eventTimeMs < 0) {
            throw new RejectedEventException(
                    Reason.BAD_VALUE,
                    "the event time is " + eventTimeMs + "; expected milliseconds since 1970");
        }
        long earliest = eventTimeMs - config.maxFutureSkew().toMillis();
        if (kafkaTimestampMs >= 0 && earliest > kafkaTimestampMs) {
            throw ahead(eventTimeMs, "the Kafka timestamp", kafkaTimestampMs);
        }
        // a producer whose clock is wrong is wrong about the Kafka timestamp, too
        if (earliest > clockMs) {
            clockMs = clock.millis();
            if (earliest > clockMs) {
                throw ahead(eventTimeMs, "the time here", clockMs);
            }
        }
    }

    private RejectedEventException ahead(long eventTimeMs, String what, long reference) {
        return new RejectedEventException(
                Reason.FUTURE_TIME,
                "the event time "
                        + eventTimeMs
                        + " is "
                        + (eventTimeMs - reference)
                        + " ms after "
                        + what
                        + " "
                        + reference
                        + "; expected at most "
                        + config.maxFutureSkew().toMillis());
    }

    private Either<DeadLetter, E> refuse(
            ConsumerRecord<byte[], byte[]> record, Reason reason, String detail) {
        return Either.Left(refused.deadLetter(record, reason, detail));
    }

    private static Reason reason(WireFormatException.Reason reason) {
        return switch (reason) {
            case UNREADABLE -> Reason.UNREADABLE;
            case WRONG_SCHEMA -> Reason.WRONG_SCHEMA;
        };
    }
}
