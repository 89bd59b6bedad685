// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.stream.feature.FeatureConfig;
import dev.sluice.stream.feature.FeatureOrder;

import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;

/**
 * Events per second of the two keyed stages in a streaming job of parallelism 1, exchanges, and the
 * simulator that feeds them, included: {@code ORDER BACKEND DAYS [source-only]}.
 *
 * <p>Run it with {@code taskset -c 0} to see one core.
 */
final class FeatureStagesThroughput {

    private FeatureStagesThroughput() {}

    public static void main(String[] args) throws Exception {
        FeatureOrder order = FeatureOrder.valueOf(args[0].toUpperCase(Locale.ROOT));
        int days = Integer.parseInt(args[2]);
        Configuration config = new Configuration();
        config.set(PipelineOptions.GENERIC_TYPES, false);
        config.set(PipelineOptions.OBJECT_REUSE, true);
        config.set(StateBackendOptions.STATE_BACKEND, args[1]);
        for (int run = 0; run < 3; run++) {
            StreamExecutionEnvironment env =
                    StreamExecutionEnvironment.createLocalEnvironment(1, config);
            FraudSimulator source =
                    new FraudSimulator(
                            SimulatorConfig.handbookSize(LocalDate.parse("2025-01-01"), days, 1));
            SingleOutputStreamOperator<CardTransaction> events =
                    HistoryReader.append(env, source, Long.MIN_VALUE, Long.MAX_VALUE);
            SingleOutputStreamOperator<CardTransaction> timed =
                    events.assignTimestampsAndWatermarks(
                            WatermarkStrategy.<CardTransaction>forMonotonousTimestamps()
                                    .withTimestampAssigner((event, old) -> event.eventTimeMs()));
            if (args.length > 3) {
                timed.map(
                                event ->
                                        Flow.event(
                                                new FeaturizedEvent(
                                                        "", "", 0, 0, null, (float[]) null)))
                        .returns(dev.sluice.stream.feature.LastFeatureStage.OUTPUT)
                        .filter(new Count())
                        .sinkTo(new DiscardingSink<>());
            } else {
                FraudFeatureStages.append(
                                timed,
                                events.getSideOutput(HistoryReader.LABELS)
                                        .assignTimestampsAndWatermarks(
                                                WatermarkStrategy
                                                        .<CardLabel>forMonotonousTimestamps()
                                                        .withTimestampAssigner(
                                                                (label, old) ->
                                                                        label.availableAtMs())),
                                StagesHarness.nothing(env, ControlMessage.class),
                                FeatureConfig.defaults(order))
                        .filter(new Count())
                        .sinkTo(new DiscardingSink<>());
            }
            Duration before =
                    ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
            JobExecutionResult result = env.execute();
            Duration after =
                    ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
            double cpu = after.minus(before).toMillis() / 1e3;
            long counted = result.<Long>getAccumulatorResult("events");
            System.out.printf(
                    "%s %s: %d events, %.1f s, %.0f events/s, %.1f CPU s, %.0f events/CPU s%n",
                    args[0],
                    args[1],
                    counted,
                    result.getNetRuntime() / 1e3,
                    counted * 1e3 / result.getNetRuntime(),
                    cpu,
                    counted / cpu);
        }
    }

    private static final class Count extends RichFilterFunction<Flow<FeaturizedEvent>> {

        private static final long serialVersionUID = 1L;

        private final LongCounter events = new LongCounter();

        @Override
        public void open(OpenContext context) {
            getRuntimeContext().addAccumulator("events", events);
        }

        @Override
        public boolean filter(Flow<FeaturizedEvent> flow) {
            events.add(1);
            return false;
        }
    }
}
