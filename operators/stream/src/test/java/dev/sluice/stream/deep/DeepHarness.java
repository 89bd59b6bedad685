// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.decisioning.release.ModelStatus;
import dev.sluice.decisioning.release.ShadowScore;
import dev.sluice.stream.escalation.EscalationFlowTypeInfo;
import dev.sluice.stream.model.JobPolicy;
import dev.sluice.stream.model.ModelProvider;
import dev.sluice.stream.model.ReleaseSupport;
import dev.sluice.stream.model.ReleasedModels;
import dev.sluice.testing.ManualClock;
import dev.sluice.testing.TestEvents;

import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.externalresource.StaticExternalResourceInfoProvider;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.metrics.groups.InternalOperatorMetricGroup;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;
import org.apache.flink.runtime.metrics.util.InterceptingOperatorMetricGroup;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The function in Flink's asynchronous operator, with a clock that the test moves. */
final class DeepHarness implements AutoCloseable {

    private final ManualClock clock;
    private final InterceptingOperatorMetricGroup metrics = new InterceptingOperatorMetricGroup();
    private final OneInputStreamOperatorTestHarness<Flow<Escalation>, DeepOutput> operator;

    private boolean closed;

    private DeepHarness(
            ModelProvider provider,
            DeepConfig config,
            ManualClock clock,
            Map<String, Set<? extends ExternalResourceInfo>> resources,
            ReleasedModels released)
            throws Exception {
        this.clock = clock;
        DeepInferenceFunction function =
                new DeepInferenceFunction(
                        provider,
                        JobPolicy.of(TestEvents.POLICY),
                        config,
                        threadName -> new ManualDeadlines(clock),
                        new ReleaseSupport("job", released));
        SerializerConfigImpl serializers = new SerializerConfigImpl();
        this.operator =
                new OneInputStreamOperatorTestHarness<>(
                        new AsyncWaitOperatorFactory<>(
                                function,
                                0,
                                DeepInferenceFunction.asyncCapacity(config),
                                AsyncDataStream.OutputMode.UNORDERED),
                        EscalationFlowTypeInfo.INSTANCE.createSerializer(serializers),
                        new MockEnvironmentBuilder()
                                .setMetricGroup(new TaskMetrics(metrics))
                                .setExternalResourceInfoProvider(
                                        new StaticExternalResourceInfoProvider(resources))
                                .build());
        operator.setup(TypeInformation.of(DeepOutput.class).createSerializer(serializers));
    }

    /** A function that is not open yet. */
    static DeepHarness of(ModelProvider provider, DeepConfig config, ManualClock clock)
            throws Exception {
        return of(provider, config, clock, ReleasedModels.NONE);
    }

    /** A function that is not open yet, and can be told of releases. */
    static DeepHarness of(
            ModelProvider provider, DeepConfig config, ManualClock clock, ReleasedModels released)
            throws Exception {
        return new DeepHarness(provider, config, clock, Map.of(), released);
    }

    /** A function that is not open yet, on a machine with external resources. */
    static DeepHarness of(
            ModelProvider provider,
            DeepConfig config,
            ManualClock clock,
            Map<String, Set<? extends ExternalResourceInfo>> resources)
            throws Exception {
        return new DeepHarness(provider, config, clock, resources, ReleasedModels.NONE);
    }

    DeepHarness open() throws Exception {
        operator.open();
        return this;
    }

    DeepHarness open(OperatorSubtaskState state) throws Exception {
        operator.initializeState(state);
        operator.open();
        return this;
    }

    void send(Escalation escalation) throws Exception {
        send(Flow.event(escalation));
    }

    void send(Flow<Escalation> flow) throws Exception {
        operator.processElement(new StreamRecord<>(flow, 1));
    }

    void endInput() throws Exception {
        operator.endInput();
    }

    OperatorSubtaskState snapshot() throws Exception {
        return operator.snapshot(1, 1);
    }

    List<Decision> decisions() {
        return outputs(DeepOutput::decision);
    }

    List<ModelStatus> statuses() {
        return outputs(DeepOutput::status);
    }

    List<ShadowScore> shadows() {
        return outputs(DeepOutput::shadow);
    }

    private <T> List<T> outputs(Function<DeepOutput, T> part) {
        return operator.extractOutputValues().stream().map(part).filter(Objects::nonNull).toList();
    }

    /** Decisions by event, without timings; each event must have been decided once. */
    Map<String, Decision> byId() {
        return byId(decisions());
    }

    static Map<String, Decision> byId(List<Decision> decisions) {
        Map<String, Decision> byId = new HashMap<>();
        for (Decision decision : decisions) {
            assertThat(byId.put(decision.eventId(), TestEvents.withoutTimings(decision)))
                    .as("decided once")
                    .isNull();
        }
        return byId;
    }

    Map<DecisionReason, Long> reasons() {
        return decisions().stream()
                .collect(Collectors.groupingBy(Decision::reason, Collectors.counting()));
    }

    DecisionReason reason(String eventId) {
        return byId().get(eventId).reason();
    }

    void awaitDecisions(int expected) {
        await().pollInSameThread()
                .pollInterval(Duration.ofMillis(2))
                .untilAsserted(
                        () -> {
                            drain();
                            assertThat(decisions()).hasSize(expected);
                        });
    }

    /** Does what the task's thread does between two records. */
    void drain() throws Exception {
        Optional<Mail> mail = operator.getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
        while (mail.isPresent()) {
            mail.get().run();
            mail = operator.getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
        }
    }

    long counter(String name) {
        return ((Counter) metrics.get(name)).getCount();
    }

    int gauge(String name) {
        return (Integer) ((Gauge<?>) metrics.get(name)).getValue();
    }

    /** Closes the function as on a cancellation: nobody waits for what is in flight. */
    void cancel() throws Exception {
        closed = true;
        operator.getOperator().close();
    }

    /** Closes as at the end of the input: waits for what is in flight. */
    @Override
    public void close() throws Exception {
        if (!closed) {
            closed = true;
            operator.close();
        }
    }

    /** Gives the operator a group in which the test finds its metrics. */
    private static final class TaskMetrics
            extends UnregisteredMetricGroups.UnregisteredTaskMetricGroup {

        private final InternalOperatorMetricGroup group;

        TaskMetrics(InternalOperatorMetricGroup group) {
            this.group = group;
        }

        @Override
        public InternalOperatorMetricGroup getOrAddOperator(
                OperatorID id, String name, Map<String, String> variables) {
            return group;
        }
    }

    /** Deadlines that pass when the test moves the clock. */
    private record ManualDeadlines(ManualClock clock) implements Deadlines {

        @Override
        public long nowMs() {
            return clock.nowMs();
        }

        @Override
        public Runnable schedule(long atMs, Runnable action) {
            return clock.schedule(atMs, action);
        }

        @Override
        public void close() {}
    }
}
