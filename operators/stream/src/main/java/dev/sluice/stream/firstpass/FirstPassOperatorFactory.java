// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.firstpass;

import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.decisioning.event.ScoredEvent;
import dev.sluice.stream.model.JobPolicy;
import dev.sluice.stream.model.ModelProvider;
import dev.sluice.stream.model.ReleaseSupport;

import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes {@link FirstPassOperator}s on the machines that run them; travels with the job graph. */
final class FirstPassOperatorFactory extends AbstractStreamOperatorFactory<Flow<ScoredEvent>>
        implements OneInputStreamOperatorFactory<Flow<FeaturizedEvent>, Flow<ScoredEvent>> {

    private static final long serialVersionUID = 1L;

    private final ModelProvider provider;
    private final JobPolicy policies;
    private final FirstPassConfig config;
    private final ReleaseSupport releases;

    FirstPassOperatorFactory(
            ModelProvider provider,
            JobPolicy policies,
            FirstPassConfig config,
            ReleaseSupport releases) {
        this.releases = releases;
        this.provider = provider;
        this.policies = policies;
        this.config = config;
        this.chainingStrategy = ChainingStrategy.ALWAYS;
    }

    @Override
    public <T extends StreamOperator<Flow<ScoredEvent>>> T createStreamOperator(
            StreamOperatorParameters<Flow<ScoredEvent>> parameters) {
        @SuppressWarnings("unchecked") // the interface leaves the type to the caller
        T operator = (T) new FirstPassOperator(parameters, provider, policies, config, releases);
        return operator;
    }

    @Override
    public Class<? extends StreamOperator<?>> getStreamOperatorClass(ClassLoader loader) {
        return FirstPassOperator.class;
    }
}
