// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.stream.feature.FeatureConfig;
import dev.sluice.stream.feature.FeatureOrder;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

import java.util.List;

/** The keyed stage as {@link SensorFeatureStages} builds it, driven by hand. */
final class SensorHarness implements AutoCloseable {

    private final StateBackend backend;
    private KeyedTwoInputStreamOperatorTestHarness<
                    String, Reading, ControlMessage, Flow<FeaturizedEvent>>
            stage;

    SensorHarness() throws Exception {
        this(new HashMapStateBackend());
    }

    SensorHarness(StateBackend backend) throws Exception {
        this.backend = backend;
        build();
        open();
    }

    /** The features that a reading gets, or none if it is dropped. */
    List<FeaturizedEvent> reading(Reading reading) throws Exception {
        stage.processElement1(reading, reading.eventTimeMs());
        List<FeaturizedEvent> events =
                stage.getOutput().stream()
                        .filter(StreamRecord.class::isInstance)
                        .map(record -> ((Flow<?>) ((StreamRecord<?>) record).getValue()).event())
                        .map(FeaturizedEvent.class::cast)
                        .toList();
        stage.getOutput().clear();
        return events;
    }

    void watermark(long timeMs) throws Exception {
        stage.processWatermark1(new Watermark(timeMs));
    }

    int stateEntries() {
        return stage.numKeyedStateEntries();
    }

    /** Takes a snapshot and goes on in a new operator that is restored from it. */
    void restart() throws Exception {
        OperatorSubtaskState state = stage.snapshot(1, 1);
        stage.close();
        build();
        stage.initializeState(state);
        open();
    }

    @Override
    public void close() throws Exception {
        stage.close();
    }

    private void open() throws Exception {
        stage.open();
        stage.processWatermarkStatus2(WatermarkStatus.IDLE);
    }

    private void build() throws Exception {
        Configuration strict = new Configuration();
        strict.set(PipelineOptions.GENERIC_TYPES, false);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(strict);
        SensorFeatureStages.append(
                        nothing(env, Reading.class),
                        nothing(env, ControlMessage.class),
                        FeatureConfig.defaults(FeatureOrder.ARRIVAL))
                .print();
        stage =
                new KeyedTwoInputStreamOperatorTestHarness<>(
                        operator(env), Reading::sensorId, null, Types.STRING);
        stage.setStateBackend(backend);
    }

    private static <T> DataStream<T> nothing(StreamExecutionEnvironment env, Class<T> type) {
        String uid = "no-" + type.getSimpleName();
        return env.fromSequence(0, 0)
                .name(uid + "-source")
                .uid(uid + "-source")
                .flatMap((number, out) -> {}, TypeInformation.of(type))
                .name(uid)
                .uid(uid);
    }

    @SuppressWarnings("unchecked")
    private static TwoInputStreamOperator<Reading, ControlMessage, Flow<FeaturizedEvent>> operator(
            StreamExecutionEnvironment env) {
        StreamNode node =
                env.getStreamGraph(false).getStreamNodes().stream()
                        .filter(
                                candidate ->
                                        SensorFeatureStages.SENSOR_UID.equals(
                                                candidate.getTransformationUID()))
                        .findFirst()
                        .orElseThrow();
        return (TwoInputStreamOperator<Reading, ControlMessage, Flow<FeaturizedEvent>>)
                ((SimpleOperatorFactory<Flow<FeaturizedEvent>>) node.getOperatorFactory())
                        .getOperator();
    }
}
