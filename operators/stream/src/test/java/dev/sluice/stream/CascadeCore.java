// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream;

import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.decisioning.gate.GateMode;
import dev.sluice.stream.deep.DeepStage;
import dev.sluice.stream.firstpass.FirstPassConfig;
import dev.sluice.stream.firstpass.FirstPassStage;
import dev.sluice.stream.gate.GateStage;
import dev.sluice.stream.model.ModelProvider;
import dev.sluice.testing.FakeManifests;
import dev.sluice.testing.FakeModelBackend;
import dev.sluice.testing.TestEvents;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** First pass, gate and deep over a list of events, with a watermark after each. */
record CascadeCore(
        DataStream<Flow<FeaturizedEvent>> events,
        DataStream<Decision> fast,
        DataStream<Decision> deep) {

    private static final TypeInformation<FeaturizedEvent> EVENT =
            TypeInformation.of(FeaturizedEvent.class);
    private static final TypeInformation<Flow<FeaturizedEvent>> FLOW =
            TypeInformation.of(new TypeHint<>() {});

    /**
     * A local environment as strict as that of the product, with slots for deep besides the rest.
     */
    static StreamExecutionEnvironment environment(int parallelism) {
        return environment(parallelism, Map.of());
    }

    /** The same with settings of Flink. */
    static StreamExecutionEnvironment environment(int parallelism, Map<String, String> settings) {
        Configuration config =
                Configuration.fromMap(
                        Map.of(
                                "taskmanager.numberOfTaskSlots",
                                Integer.toString(2 * parallelism),
                                "pipeline.generic-types",
                                "false",
                                "pipeline.auto-generate-uids",
                                "false",
                                "pipeline.object-reuse",
                                "true"));
        config.addAll(Configuration.fromMap(settings));
        return StreamExecutionEnvironment.createLocalEnvironment(parallelism, config);
    }

    static CascadeCore build(
            StreamExecutionEnvironment env,
            List<FeaturizedEvent> events,
            ModelProvider deepModel,
            DeepConfig config) {
        DataStream<Flow<FeaturizedEvent>> flow =
                env.fromData(events, EVENT)
                        .uid("events")
                        .assignTimestampsAndWatermarks(
                                WatermarkStrategy.<FeaturizedEvent>forGenerator(
                                                context -> new WatermarkOnEachEvent())
                                        .withTimestampAssigner(
                                                (event, before) -> event.eventTimeMs()))
                        .uid("watermarks")
                        .map(Flow::<FeaturizedEvent>event, FLOW)
                        .uid("features");
        GateStage.Outputs gate =
                GateStage.append(
                        FirstPassStage.append(
                                flow,
                                loader -> FakeModelBackend.firstPass(TestEvents.FEATURES),
                                TestEvents.POLICY,
                                new FirstPassConfig(16, Duration.ofMillis(5))),
                        TestEvents.POLICY,
                        GateMode.ON,
                        FakeManifests.DEEP_VERSION);
        return new CascadeCore(
                flow,
                gate.decisions(),
                DeepStage.append(
                        gate.escalations(),
                        deepModel,
                        TestEvents.POLICY,
                        config,
                        env.getParallelism()));
    }

    private static final class WatermarkOnEachEvent implements WatermarkGenerator<FeaturizedEvent> {

        @Override
        public void onEvent(FeaturizedEvent event, long timestamp, WatermarkOutput output) {
            output.emitWatermark(new Watermark(timestamp));
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {}
    }
}
