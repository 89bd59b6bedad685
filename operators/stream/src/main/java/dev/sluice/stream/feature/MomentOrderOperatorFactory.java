// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.feature;

import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Flow;

import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes {@link MomentOrderOperator}s on the machines that run them. */
final class MomentOrderOperatorFactory extends AbstractStreamOperatorFactory<Flow<FeaturizedEvent>>
        implements OneInputStreamOperatorFactory<Flow<FeaturizedEvent>, Flow<FeaturizedEvent>> {

    private static final long serialVersionUID = 1L;

    MomentOrderOperatorFactory() {
        this.chainingStrategy = ChainingStrategy.ALWAYS;
    }

    @Override
    public <T extends StreamOperator<Flow<FeaturizedEvent>>> T createStreamOperator(
            StreamOperatorParameters<Flow<FeaturizedEvent>> parameters) {
        @SuppressWarnings("unchecked") // the interface leaves the type to the caller
        T operator = (T) new MomentOrderOperator(parameters);
        return operator;
    }

    @Override
    public Class<? extends StreamOperator<?>> getStreamOperatorClass(ClassLoader loader) {
        return MomentOrderOperator.class;
    }
}
