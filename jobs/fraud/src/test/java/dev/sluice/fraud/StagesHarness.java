// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.stream.feature.FeatureConfig;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Both keyed stages as {@link FraudFeatureStages} builds them, one after the other, driven by hand.
 */
final class StagesHarness implements AutoCloseable {

    private final FeatureConfig config;
    private final Supplier<StateBackend> backend;

    private KeyedTwoInputStreamOperatorTestHarness<
                    String, CardTransaction, CardLabel, EnrichedTransaction>
            terminal;
    private KeyedTwoInputStreamOperatorTestHarness<
                    String, EnrichedTransaction, ControlMessage, Flow<FeaturizedEvent>>
            customer;

    StagesHarness(FeatureConfig config, Supplier<StateBackend> backend) throws Exception {
        this.config = config;
        this.backend = backend;
        build();
        open();
    }

    void event(CardTransaction event) throws Exception {
        terminal.processElement1(event, event.eventTimeMs());
        pass();
    }

    void label(CardLabel label) throws Exception {
        terminal.processElement2(label, label.availableAtMs());
    }

    void watermark(long timeMs) throws Exception {
        terminal.processBothWatermarks(new Watermark(timeMs));
        pass();
        customer.processWatermark1(new Watermark(timeMs));
    }

    /** What has come out since the last call. */
    List<FeaturizedEvent> take() {
        List<FeaturizedEvent> events = new ArrayList<>();
        for (Object element : customer.getOutput()) {
            if (element instanceof StreamRecord<?> record) {
                events.add((FeaturizedEvent) ((Flow<?>) record.getValue()).event());
            }
        }
        customer.getOutput().clear();
        return events;
    }

    /** Takes a snapshot and goes on in new operators that are restored from it. */
    void restart() throws Exception {
        OperatorSubtaskState terminals = terminal.snapshot(1, 1);
        OperatorSubtaskState customers = customer.snapshot(1, 1);
        close();
        build();
        terminal.initializeState(terminals);
        customer.initializeState(customers);
        open();
    }

    int stateEntries() {
        return terminal.numKeyedStateEntries() + customer.numKeyedStateEntries();
    }

    int timers() {
        return terminal.numEventTimeTimers() + customer.numEventTimeTimers();
    }

    @Override
    public void close() throws Exception {
        terminal.close();
        customer.close();
    }

    private void open() throws Exception {
        terminal.open();
        customer.open();
        customer.processWatermarkStatus2(WatermarkStatus.IDLE);
    }

    private void pass() throws Exception {
        for (Object element : terminal.getOutput()) {
            if (element instanceof StreamRecord<?> record) {
                EnrichedTransaction event = (EnrichedTransaction) record.getValue();
                customer.processElement1(event, event.transaction().eventTimeMs());
            }
        }
        terminal.getOutput().clear();
    }

    private void build() throws Exception {
        Configuration strict = new Configuration();
        strict.set(PipelineOptions.GENERIC_TYPES, false);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(strict);
        FraudFeatureStages.append(
                        nothing(env, CardTransaction.class),
                        nothing(env, CardLabel.class),
                        nothing(env, ControlMessage.class),
                        config)
                .print();
        List<StreamNode> nodes = List.copyOf(env.getStreamGraph(false).getStreamNodes());
        terminal =
                new KeyedTwoInputStreamOperatorTestHarness<>(
                        StagesHarness.<CardTransaction, CardLabel, EnrichedTransaction>operator(
                                nodes, FraudFeatureStages.TERMINAL_UID),
                        CardTransaction::terminalId,
                        CardLabel::terminalId,
                        Types.STRING);
        customer =
                new KeyedTwoInputStreamOperatorTestHarness<>(
                        StagesHarness
                                .<EnrichedTransaction, ControlMessage, Flow<FeaturizedEvent>>
                                        operator(nodes, FraudFeatureStages.CUSTOMER_UID),
                        event -> event.transaction().customerId(),
                        null,
                        Types.STRING);
        terminal.setStateBackend(backend.get());
        customer.setStateBackend(backend.get());
    }

    static <T> DataStream<T> nothing(StreamExecutionEnvironment env, Class<T> type) {
        String uid = "no-" + type.getSimpleName();
        return env.fromSequence(0, 0)
                .name(uid + "-source")
                .uid(uid + "-source")
                .flatMap((number, out) -> {}, TypeInformation.of(type))
                .name(uid)
                .uid(uid);
    }

    @SuppressWarnings("unchecked")
    private static <A, B, O> TwoInputStreamOperator<A, B, O> operator(
            List<StreamNode> nodes, String uid) {
        StreamNode node =
                nodes.stream()
                        .filter(candidate -> uid.equals(candidate.getTransformationUID()))
                        .findFirst()
                        .orElseThrow();
        return (TwoInputStreamOperator<A, B, O>)
                ((SimpleOperatorFactory<O>) node.getOperatorFactory()).getOperator();
    }
}
