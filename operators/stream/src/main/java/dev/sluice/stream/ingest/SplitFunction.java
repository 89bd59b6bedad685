// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.ingest;

import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.stream.deadletter.DeadLetters;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.types.Either;
import org.apache.flink.util.Collector;

/** Sends events on and dead letters out to the side, and counts both. */
final class SplitFunction<E> extends ProcessFunction<Either<DeadLetter, E>, E> {

    private static final long serialVersionUID = 1L;

    private transient IngestMetrics metrics;

    @Override
    public void open(OpenContext context) {
        metrics = new IngestMetrics(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(Either<DeadLetter, E> record, Context context, Collector<E> out) {
        if (record.isRight()) {
            metrics.event();
            out.collect(record.right());
        } else {
            metrics.deadLetter(record.left().reason());
            context.output(DeadLetters.TAG, record.left());
        }
    }
}
