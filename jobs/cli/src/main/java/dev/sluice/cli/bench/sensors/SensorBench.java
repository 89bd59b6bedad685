// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.sensors;

import dev.sluice.cli.bench.MachineFacts;
import dev.sluice.cli.console.Progress;
import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.sensors.Reading;
import dev.sluice.sensors.SensorFeatureStages;
import dev.sluice.stream.feature.FeatureConfig;
import dev.sluice.stream.feature.FeatureOrder;

import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Lets many sensors speak in turn to the stage of features that a job runs, state on the heap, and
 * looks at what a reading costs as their past grows.
 */
public final class SensorBench {

    private final SensorLoad load;
    private final Progress progress;

    /** A bench that shows its progress. */
    public SensorBench(SensorLoad load, Progress progress) {
        this.load = load;
        this.progress = progress;
    }

    /**
     * Runs once to warm up and once to measure.
     *
     * @throws Exception if the job fails
     */
    public SensorBenchResult run() throws Exception {
        progress.bar("warm-up", 0);
        execute(load.warmUp());
        progress.bar("readings", 0);
        JobExecutionResult result = execute(load);
        progress.bar("readings", 1);
        return SensorBenchResult.of(
                MachineFacts.withoutModel(),
                load,
                result.getAccumulatorResult(TenthMarks.CPU),
                result.getAccumulatorResult(TenthMarks.HEAP));
    }

    private static JobExecutionResult execute(SensorLoad load) throws Exception {
        StreamExecutionEnvironment environment = environment();
        SensorFeatureStages.append(
                        readings(environment, load),
                        noControl(environment),
                        FeatureConfig.defaults(FeatureOrder.ARRIVAL))
                .filter(new TenthMarks(load))
                .name("marks")
                .uid("marks")
                .sinkTo(new DiscardingSink<>())
                .name("nowhere")
                .uid("nowhere");
        return environment.execute("sensor features");
    }

    private static StreamExecutionEnvironment environment() {
        Configuration flink = new Configuration();
        flink.set(PipelineOptions.GENERIC_TYPES, false);
        flink.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        flink.set(PipelineOptions.OBJECT_REUSE, true);
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        return StreamExecutionEnvironment.createLocalEnvironment(1, flink);
    }

    private static DataStream<Reading> readings(
            StreamExecutionEnvironment environment, SensorLoad load) {
        return environment
                .fromSequence(0, load.total() - 1)
                .name("numbers")
                .uid("numbers")
                .map(new HabitualReadings(load), TypeInformation.of(Reading.class))
                .name("readings")
                .uid("readings")
                .assignTimestampsAndWatermarks(
                        WatermarkStrategy.<Reading>forMonotonousTimestamps()
                                .withTimestampAssigner((reading, old) -> reading.eventTimeMs()))
                .name("times")
                .uid("times");
    }

    private static DataStream<ControlMessage> noControl(StreamExecutionEnvironment environment) {
        return environment
                .fromSequence(0, 0)
                .name("nothing")
                .uid("nothing")
                .flatMap((nothing, out) -> {}, TypeInformation.of(ControlMessage.class))
                .name("no-control")
                .uid("no-control");
    }
}
