// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.ingest;

import dev.sluice.decisioning.event.DeadLetter;

import org.apache.flink.api.common.eventtime.BoundedOutOfOrdernessWatermarks;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.eventtime.WatermarksWithIdleness;
import org.apache.flink.types.Either;

import org.apache.avro.specific.SpecificRecord;

/**
 * Event time of a partition: bounded disorder, idle after a silence.
 *
 * <p>Dead letters count for nothing, not even as a sign of life: a partition that brings only those
 * would otherwise hold back the event time of all others.
 */
final class EventTime<R extends SpecificRecord, E>
        implements WatermarkStrategy<Either<DeadLetter, E>> {

    private static final long serialVersionUID = 1L;

    private final EventAdapter<R, E> adapter;
    private final IngestConfig config;

    EventTime(EventAdapter<R, E> adapter, IngestConfig config) {
        this.adapter = adapter;
        this.config = config;
    }

    @Override
    public TimestampAssigner<Either<DeadLetter, E>> createTimestampAssigner(
            TimestampAssignerSupplier.Context context) {
        return (record, kafkaTimestamp) ->
                record.isRight() ? adapter.eventTimeMs(record.right()) : kafkaTimestamp;
    }

    @Override
    public WatermarkGenerator<Either<DeadLetter, E>> createWatermarkGenerator(
            WatermarkGeneratorSupplier.Context context) {
        return new EventsOnly<>(
                new WatermarksWithIdleness<>(
                        new BoundedOutOfOrdernessWatermarks<>(config.maxOutOfOrderness()),
                        config.idleTimeout(),
                        context.getInputActivityClock()));
    }

    private record EventsOnly<E>(WatermarkGenerator<Either<DeadLetter, E>> events)
            implements WatermarkGenerator<Either<DeadLetter, E>> {

        @Override
        public void onEvent(Either<DeadLetter, E> record, long timestamp, WatermarkOutput output) {
            if (record.isRight()) {
                events.onEvent(record, timestamp, output);
            }
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            events.onPeriodicEmit(output);
        }
    }
}
