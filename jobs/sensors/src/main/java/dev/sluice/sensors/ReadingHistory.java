// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

import java.io.IOException;

/** Reads the parts of a history into a bounded stream. */
final class ReadingHistory extends ProcessFunction<Long, Reading> {

    private static final long serialVersionUID = 1L;

    private final ReadingSource source;
    private final long fromMs;
    private final long toMs;

    private ReadingHistory(ReadingSource source, long fromMs, long toMs) {
        this.source = source;
        this.fromMs = fromMs;
        this.toMs = toMs;
    }

    /** Readings of [fromMs, toMs), without Flink timestamps: the stages read their own. */
    static SingleOutputStreamOperator<Reading> append(
            StreamExecutionEnvironment env, ReadingSource source, long fromMs, long toMs) {
        return env.fromSequence(0, source.parts() - 1L)
                .name("parts")
                .uid("parts")
                .process(
                        new ReadingHistory(source, fromMs, toMs), TypeInformation.of(Reading.class))
                .name("history")
                .uid("history");
    }

    @Override
    public void processElement(Long part, Context context, Collector<Reading> out)
            throws IOException {
        source.read(
                part.intValue(),
                labelled -> {
                    long time = labelled.reading().eventTimeMs();
                    if (time >= fromMs && time < toMs) {
                        out.collect(labelled.reading());
                    }
                });
    }
}
