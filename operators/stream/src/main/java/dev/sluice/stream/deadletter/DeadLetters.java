// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deadletter;

import dev.sluice.decisioning.event.DeadLetter;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/** The side output through which every stage hands on what it refused. */
public final class DeadLetters {

    /** Tag of the side output. */
    public static final OutputTag<DeadLetter> TAG = new OutputTag<>("dead-letters") {};

    private DeadLetters() {}

    /** What a stage refused. */
    public static DataStream<DeadLetter> of(SingleOutputStreamOperator<?> stage) {
        return stage.getSideOutput(TAG);
    }
}
