// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.ingest;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.decisioning.event.Feedback;
import dev.sluice.stream.model.ModelJson;
import dev.sluice.stream.registry.InputFormats;

import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.types.Either;
import org.apache.flink.util.Collector;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** What the ingest stage makes of a record, without a broker and a job around it. */
public final class OpenIngest<E> {

    /** The Kafka timestamp of all records. */
    public static final long KAFKA_TIME = 1_600_000_000_000L;

    private final EventDeserializer<?, E> deserializer;

    private OpenIngest(EventDeserializer<?, E> deserializer) {
        this.deserializer = deserializer;
        deserializer.open(new Reader());
    }

    /** The ingest of an adapter, with the options that a job has by default. */
    public static <R extends SpecificRecord, E> OpenIngest<E> of(EventAdapter<R, E> adapter) {
        return new OpenIngest<>(
                new EventDeserializer<>(
                        adapter,
                        IngestOptions.read(new Configuration()),
                        InputFormats.singleObjects(),
                        Clock.fixed(Instant.ofEpochMilli(KAFKA_TIME), ZoneOffset.UTC)));
    }

    /** The ingest of the control topic. */
    public static OpenIngest<ControlMessage> control() {
        return of(new ControlAdapter(ModelJson::policy));
    }

    /** The ingest of the feedback topic. */
    public static OpenIngest<Feedback> feedback() {
        return of(new FeedbackAdapter());
    }

    /** The event (right) or the dead letter (left) of a value that is also key and header. */
    public Either<DeadLetter, E> read(byte[] value) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(
                        "events",
                        0,
                        7,
                        KAFKA_TIME,
                        org.apache.kafka.common.record.TimestampType.CREATE_TIME,
                        value.length,
                        value.length,
                        value,
                        value,
                        new org.apache.kafka.common.header.internals.RecordHeaders(),
                        java.util.Optional.empty());
        record.headers().add("h", value);
        List<Either<DeadLetter, E>> out = new ArrayList<>(1);
        try {
            deserializer.deserialize(
                    record,
                    new Collector<>() {
                        @Override
                        public void collect(Either<DeadLetter, E> read) {
                            out.add(read);
                        }

                        @Override
                        public void close() {}
                    });
        } catch (IOException e) {
            throw new UncheckedIOException("nobody is asked here", e);
        }
        if (out.size() != 1) {
            throw new IllegalStateException("One record became " + out);
        }
        return out.get(0);
    }

    private static final class Reader implements DeserializationSchema.InitializationContext {

        @Override
        public MetricGroup getMetricGroup() {
            return new UnregisteredMetricsGroup();
        }

        @Override
        public UserCodeClassLoader getUserCodeClassLoader() {
            return SimpleUserCodeClassLoader.create(getClass().getClassLoader());
        }
    }
}
