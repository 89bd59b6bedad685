// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.hotkey;

import dev.sluice.cli.bench.MachineFacts;
import dev.sluice.cli.console.Progress;
import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.fraud.CardLabel;
import dev.sluice.fraud.CardTransaction;
import dev.sluice.fraud.FraudFeatureStages;
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

import java.util.ArrayList;
import java.util.List;

/**
 * Sends a second with and one without a hot key through the keyed stages of the fraud job, one
 * subtask each, state on the heap. Runs with a hot key have one without on both sides: a machine
 * that is shared is compared with itself.
 */
public final class HotKeyBench {

    private final HotKeyLoad even;
    private final int rounds;
    private final Progress progress;
    private int done;

    /**
     * A bench that shows its progress.
     *
     * @param burst events of the second, half of them of the hot key
     * @param customers number of the other customers
     * @param rounds runs with a hot key
     */
    public HotKeyBench(int burst, int customers, int rounds, Progress progress) {
        this.even =
                new HotKeyLoad(
                        burst, customers, Math.max(customers, burst / 4), HotKeyLoad.Heat.NONE);
        this.rounds = rounds;
        this.progress = progress;
    }

    /**
     * Runs all.
     *
     * @throws Exception if a job fails
     */
    public HotKeyResult run() throws Exception {
        run(even.with(HotKeyLoad.Heat.ONE_KEY));
        List<HotKeyRun> evenRuns = new ArrayList<>();
        List<HotKeyRun> hotRuns = new ArrayList<>();
        evenRuns.add(run(even));
        for (int round = 0; round < rounds; round++) {
            hotRuns.add(run(even.with(HotKeyLoad.Heat.ONE_KEY)));
            evenRuns.add(run(even));
        }
        return HotKeyResult.of(
                MachineFacts.withoutModel(), even.burst(), even.customers(), evenRuns, hotRuns);
    }

    private HotKeyRun run(HotKeyLoad load) throws Exception {
        progress.bar(
                load.hot() == HotKeyLoad.Heat.NONE ? "without" : "with a hot key",
                (double) done++ / (2 * rounds + 2));
        JobExecutionResult result = execute(load);
        List<Long> times = result.getAccumulatorResult(BurstMarks.TIMES);
        List<Double> heap = result.getAccumulatorResult(BurstMarks.HEAP);
        long events = result.<Long>getAccumulatorResult(BurstMarks.EVENTS);
        if (events != load.total()) {
            throw new IllegalStateException(
                    events + " events came through; expected " + load.total());
        }
        return new HotKeyRun(
                (times.get(1) - times.get(0)) / 1e9,
                heap.get(1) - heap.get(0),
                heap.get(2) - heap.get(0));
    }

    private static JobExecutionResult execute(HotKeyLoad load) throws Exception {
        StreamExecutionEnvironment environment = environment();
        FraudFeatureStages.append(
                        transactions(environment, load),
                        nothing(environment, "labels", TypeInformation.of(CardLabel.class)),
                        nothing(environment, "control", TypeInformation.of(ControlMessage.class)),
                        FeatureConfig.defaults(FeatureOrder.ARRIVAL))
                .filter(new BurstMarks(load))
                .name("marks")
                .uid("marks")
                .sinkTo(new DiscardingSink<>())
                .name("nowhere")
                .uid("nowhere");
        return environment.execute("hot key");
    }

    private static StreamExecutionEnvironment environment() {
        Configuration flink = new Configuration();
        flink.set(PipelineOptions.GENERIC_TYPES, false);
        flink.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        flink.set(PipelineOptions.OBJECT_REUSE, true);
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        return StreamExecutionEnvironment.createLocalEnvironment(1, flink);
    }

    private static DataStream<CardTransaction> transactions(
            StreamExecutionEnvironment environment, HotKeyLoad load) {
        return environment
                .fromSequence(0, load.total() - 1)
                .name("numbers")
                .uid("numbers")
                .map(new Burst(load), TypeInformation.of(CardTransaction.class))
                .name("transactions")
                .uid("transactions")
                .assignTimestampsAndWatermarks(
                        WatermarkStrategy.<CardTransaction>forMonotonousTimestamps()
                                .withTimestampAssigner((event, old) -> event.eventTimeMs()))
                .name("times")
                .uid("times");
    }

    private static <T> DataStream<T> nothing(
            StreamExecutionEnvironment environment, String what, TypeInformation<T> type) {
        return environment
                .fromSequence(0, 0)
                .name("no " + what)
                .uid("nothing-" + what)
                .flatMap((nothing, out) -> {}, type)
                .name(what)
                .uid(what);
    }
}
