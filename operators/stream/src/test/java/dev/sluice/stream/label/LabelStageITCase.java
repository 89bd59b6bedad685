// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.label;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.Feedback;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.gate.CostMatrix;
import dev.sluice.decisioning.gate.CostMatrix.Cost;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.quality.JoinRules;
import dev.sluice.decisioning.quality.Label;
import dev.sluice.decisioning.quality.MissingLabels;
import dev.sluice.decisioning.quality.Quality;
import dev.sluice.decisioning.quality.RecalibrationConfig;
import dev.sluice.stream.model.ModelJson;
import dev.sluice.testing.TestEvents;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.function.SerializableFunction;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ToLongFunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Live figures are those that one computes offline, however labels and decisions arrive. */
@Timeout(180)
class LabelStageITCase {

    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long DISORDER = Duration.ofHours(5).toMillis();
    private static final CostMatrix COSTS =
            new CostMatrix(new Cost(1_500, 1), new Cost(1_000, 0.1), 300);
    private static final Policy POLICY = TestEvents.POLICY.withCosts(COSTS).withVersion("policy-1");

    /** Functions are serialized into the job: what they share with the test has to be static. */
    private static final Queue<Quality> WRITTEN = new ConcurrentLinkedQueue<>();

    private static final Queue<ControlMessage> MINTED = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void prepare() {
        WRITTEN.clear();
        MINTED.clear();
    }

    @ParameterizedTest
    @CsvSource({"1, good", "2, good", "3, unlabelled", "4, unlabelled"})
    void finalFiguresEqualThoseOfAnOfflineComputation(long seed, String missing) throws Exception {
        LabelConfig config = config(MissingLabels.valueOf(missing.toUpperCase(Locale.ROOT)));
        World world = World.withLabelsOfAllKinds(seed, 4_000);

        run(world, config, 2);

        Map<Long, Map<String, Double>> offline =
                OfflineQuality.of(world.feedback(), world.labels(), config, COSTS);
        Map<Long, Quality> live = finals();
        assertThat(live.keySet()).as("windows, seed %d", seed).isEqualTo(offline.keySet());
        live.forEach((start, quality) -> assertSame(seed, quality, offline.get(start)));
    }

    @Test
    void aWindowIsWrittenInOrderAndItsFinalRecordIsTheLast() throws Exception {
        run(World.withLabelsOfAllKinds(5, 2_000), config(MissingLabels.GOOD), 2);

        Map<Long, Quality> last = new HashMap<>();
        for (Quality quality : WRITTEN) {
            Quality before = last.put(quality.windowStartMs(), quality);
            if (before != null) {
                assertThat(before.state()).isEqualTo(Quality.State.PROVISIONAL);
                assertThat(quality.asOfMs() - before.asOfMs())
                        .as("from %s to %s", before.asOfMs(), quality.asOfMs())
                        .isPositive();
            }
        }
        assertThat(last.values()).extracting(Quality::state).containsOnly(Quality.State.FINAL);
        assertThat(last.values())
                .allSatisfy(quality -> assertThat(quality.rates().settled()).isEqualTo(1));
        assertThat(WRITTEN.size()).as("provisional ones too").isGreaterThan(5 * last.size());
    }

    @Test
    void aDriftedFirstPassIsCalibratedAgainAndAGoodOneIsLeftAlone() throws Exception {
        run(World.withLabelsInTime(6, 6_000, 0), config(MissingLabels.GOOD), 2);
        assertThat(MINTED).isEmpty();

        run(World.withLabelsInTime(6, 6_000, 1.2), config(MissingLabels.GOOD), 2);
        List<Policy> minted =
                MINTED.stream().map(message -> ModelJson.policy(message.value())).toList();
        assertThat(minted).isNotEmpty();
        assertThat(minted.get(0).version()).isEqualTo("policy-1~1");
        assertThat(minted.get(minted.size() - 1).firstPass().intercept())
                .isCloseTo(1.2, within(0.3));
    }

    private static void assertSame(long seed, Quality quality, Map<String, Double> offline) {
        OfflineQuality.of(quality)
                .forEach(
                        (name, figure) ->
                                assertThat(figure)
                                        .as(
                                                "%s of window %d, seed %d",
                                                name, quality.windowStartMs(), seed)
                                        .satisfiesAnyOf(
                                                value ->
                                                        assertThat(value)
                                                                .isEqualTo(offline.get(name)),
                                                value ->
                                                        assertThat(value)
                                                                .isCloseTo(
                                                                        offline.get(name),
                                                                        within(
                                                                                tolerance(
                                                                                        offline.get(
                                                                                                name))))));
    }

    private static double tolerance(double figure) {
        return 1e-9 * Math.max(1, Math.abs(figure));
    }

    private static Map<Long, Quality> finals() {
        Map<Long, Quality> finals = new HashMap<>();
        for (Quality quality : WRITTEN) {
            if (quality.state() == Quality.State.FINAL) {
                assertThat(finals.put(quality.windowStartMs(), quality)).isNull();
            }
        }
        return finals;
    }

    private static LabelConfig config(MissingLabels missing) {
        return new LabelConfig(
                new JoinRules(Duration.ofDays(8), Duration.ofDays(1)),
                missing,
                Duration.ofDays(1),
                Duration.ofHours(1),
                Recalibrating.ON,
                RecalibrationConfig.DEFAULT);
    }

    private static void run(World world, LabelConfig config, int parallelism) throws Exception {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(
                        parallelism,
                        Configuration.fromMap(
                                Map.of(
                                        "pipeline.generic-types", "false",
                                        "pipeline.auto-generate-uids", "false",
                                        "pipeline.object-reuse", "true")));
        LabelStage.Outputs outputs =
                LabelStage.append(
                        timed(
                                env,
                                "feedback",
                                world.feedback(),
                                Feedback.class,
                                Feedback::eventTimeMs),
                        timed(env, "labels", world.labels(), Label.class, Label::availableAtMs),
                        env.fromData(
                                        TypeInformation.of(ControlMessage.class),
                                        new ControlMessage(ControlMessage.Kind.GATE_MODE, "on", 1))
                                .uid("control"),
                        POLICY,
                        config);
        collect(outputs.quality(), "quality-sink", quality -> WRITTEN.add(quality));
        collect(outputs.policies().orElseThrow(), "policies-sink", message -> MINTED.add(message));
        env.execute();
    }

    private static <T> DataStream<T> timed(
            StreamExecutionEnvironment env,
            String uid,
            List<T> records,
            Class<T> type,
            SerializableFunction<T, Long> time) {
        return env.fromData(records, TypeInformation.of(type))
                .uid(uid)
                .assignTimestampsAndWatermarks(
                        WatermarkStrategy.<T>forGenerator(context -> new Disordered<>())
                                .withTimestampAssigner((record, before) -> time.apply(record)))
                .uid(uid + "-watermarks");
    }

    private static <T> void collect(
            DataStream<T> stream, String uid, SerializableFunction<T, Boolean> queue) {
        stream.map(queue::apply, TypeInformation.of(Boolean.class))
                .uid(uid + "-queue")
                .setParallelism(1)
                .sinkTo(new DiscardingSink<>())
                .uid(uid)
                .setParallelism(1);
    }

    /** A watermark after each record, so that timers run while records still come. */
    private static final class Disordered<T> implements WatermarkGenerator<T> {

        private long highest = Long.MIN_VALUE + DISORDER + 1;

        @Override
        public void onEvent(T record, long timestamp, WatermarkOutput output) {
            highest = Math.max(highest, timestamp);
            output.emitWatermark(new Watermark(highest - DISORDER - 1));
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {}
    }

    /** Decisions and labels in the order of their arrival. */
    private record World(List<Feedback> feedback, List<Label> labels) {

        static World withLabelsOfAllKinds(long seed, int events) {
            return draw(seed, events, 0, 10);
        }

        /** Bad events are as likely as the first pass says, but for a shift of its log-odds. */
        static World withLabelsInTime(long seed, int events, double drift) {
            return draw(seed, events, drift, 1);
        }

        private static World draw(long seed, int events, double drift, int kinds) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Feedback> feedback = new ArrayList<>();
            List<Label> labels = new ArrayList<>();
            for (int i = 0; i < events; i++) {
                String id = "event-" + i;
                long time = 100 * DAY + (long) (random.nextDouble() * 20 * DAY);
                Feedback first = first(id, time, random);
                feedback.add(first);
                double logit = Calibration.logit(first.firstPassProbability());
                boolean bad = random.nextDouble() < Calibration.sigmoid(logit + drift);
                if (random.nextInt(4) == 0) {
                    feedback.add(deep(first, bad, random));
                }
                if (random.nextInt(10) == 0) {
                    feedback.add(first);
                }
                labels(id, time, bad, random.nextInt(kinds), random, labels);
            }
            return new World(
                    arriving(feedback, Feedback::eventTimeMs, random),
                    arriving(labels, Label::availableAtMs, random));
        }

        private static Feedback first(String id, long time, SplittableRandom random) {
            double probability = Math.pow(random.nextDouble(), 3);
            Outcome outcome = POLICY.thresholds(20_000).outcome(probability);
            return Feedbacks.of(
                    id,
                    time,
                    DecisionSource.FIRST_PASS,
                    outcome,
                    probability,
                    probability,
                    random.nextLong(50_000),
                    outcome == Outcome.CLEAR ? 0.03 : 1);
        }

        private static Feedback deep(Feedback first, boolean bad, SplittableRandom random) {
            double probability =
                    Math.min(1, Math.max(0, 0.6 * (bad ? 1 : 0) + 0.4 * random.nextDouble()));
            return new Feedback(
                    first.eventId(),
                    first.entityKey(),
                    first.eventTimeMs(),
                    first.stake(),
                    DecisionSource.DEEP,
                    first.reason(),
                    "COSTLY",
                    probability,
                    POLICY.thresholds(first.stake()).outcome(probability),
                    first.firstPassProbability(),
                    first.firstPassOutcome(),
                    first.novelty(),
                    first.chance(),
                    first.value(),
                    first.inclusionProbability(),
                    1,
                    5,
                    300,
                    first.policy());
        }

        /** In time, early, too early, too late, repeated, corrected, never, or in time again. */
        private static void labels(
                String id,
                long time,
                boolean bad,
                int kind,
                SplittableRandom random,
                List<Label> labels) {
            long delay = random.nextLong(7 * DAY);
            switch (kind) {
                case 7 -> labels.add(new Label(id, bad, time - random.nextLong(DAY)));
                case 1 -> labels.add(new Label(id, bad, time - DAY - 1 - random.nextLong(DAY)));
                case 2 -> labels.add(new Label(id, bad, time + 8 * DAY + 1 + random.nextLong(DAY)));
                case 3 -> {
                    labels.add(new Label(id, bad, time + delay));
                    labels.add(new Label(id, bad, time + delay));
                    labels.add(new Label(id, bad, time + delay + 1));
                }
                case 4 -> {
                    labels.add(new Label(id, !bad, time + delay));
                    labels.add(new Label(id, bad, time + delay + random.nextLong(DAY)));
                }
                case 5 -> {
                    labels.add(new Label(id, bad, time + delay));
                    labels.add(new Label(id, !bad, time + 9 * DAY));
                }
                case 6 -> {
                    if (bad) {
                        labels.add(new Label(id, true, time + delay));
                    }
                }
                default -> labels.add(new Label(id, bad, time + delay));
            }
            labels.add(new Label("not-in-the-sample-" + id, bad, time + delay));
        }

        /** Out of order within the bound; a few repetitions come at the very end, far too late. */
        private static <T> List<T> arriving(
                List<T> records, ToLongFunction<T> time, SplittableRandom random) {
            Map<T, Long> arrival = new IdentityHashMap<>();
            for (T record : records) {
                arrival.put(record, time.applyAsLong(record) + random.nextLong(DISORDER));
            }
            List<T> arrived = new ArrayList<>(records);
            arrived.sort(Comparator.comparingLong(arrival::get));
            arrived.addAll(arrived.subList(0, 20).stream().toList());
            return arrived;
        }
    }
}
