// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.stream.model.ModelStatuses;

import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Parts decisions from what is told of the models: an asynchronous function has one output. */
final class DeepOutputFunction extends ProcessFunction<DeepOutput, Decision> {

    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(DeepOutput output, Context context, Collector<Decision> out) {
        if (output.decision() != null) {
            out.collect(output.decision());
        } else if (output.status() != null) {
            context.output(ModelStatuses.TAG, output.status());
        } else {
            context.output(ModelStatuses.SHADOW, output.shadow());
        }
    }
}
