// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.stream.feature.FeatureConfig;
import dev.sluice.stream.feature.FeatureOrder;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;

import static org.assertj.core.api.Assertions.assertThat;

class FraudFeatureStagesTest {

    private static final long HOUR = 3_600_000L;
    private static final long DAY = 24 * HOUR;
    private static final long START = 1_522_540_800_000L;
    private static final int HANDBOOK_ROWS = 100_000;

    /** Larger than any delay of a redelivery below. */
    private static final Duration DEDUP = Duration.ofDays(3);

    enum Backend {
        HEAP(HashMapStateBackend::new),
        ROCKSDB(EmbeddedRocksDBStateBackend::new);

        private final Supplier<StateBackend> supplier;

        Backend(Supplier<StateBackend> supplier) {
            this.supplier = supplier;
        }
    }

    /** One thing that reaches the job. */
    private record Arrival(CardTransaction event, CardLabel label, long watermark) {

        static Arrival of(CardTransaction event) {
            return new Arrival(event, null, 0);
        }

        static Arrival of(CardLabel label) {
            return new Arrival(null, label, 0);
        }

        long timeMs() {
            return event != null ? event.eventTimeMs() : label.availableAtMs();
        }

        int kind() {
            return label != null ? 0 : 1;
        }

        String id() {
            return event != null ? event.transactionId() : label.transactionId();
        }
    }

    private static final Comparator<Arrival> ORDER =
            Comparator.comparingLong(Arrival::timeMs)
                    .thenComparingInt(Arrival::kind)
                    .thenComparing(Arrival::id)
                    .thenComparing(arrival -> arrival.label() != null && !arrival.label().fraud());

    @ParameterizedTest
    @CsvSource({
        "ARRIVAL, HEAP, 1, 4000",
        "ARRIVAL, HEAP, 2, 4000",
        "EVENT_TIME, HEAP, 3, 4000",
        "EVENT_TIME, HEAP, 4, 4000",
        "ARRIVAL, ROCKSDB, 5, 1500",
        "EVENT_TIME, ROCKSDB, 6, 1500"
    })
    void equalBruteForceOnRandomStreamsAcrossARestart(
            FeatureOrder order, Backend backend, long seed, int events) throws Exception {
        List<Arrival> arrivals = randomStream(seed, events);
        Map<String, FeaturizedEvent> expected = expected(order, arrivals);
        assertThat(expected).hasSize(events);

        Map<String, FeaturizedEvent> actual = new HashMap<>();
        FeatureConfig config = new FeatureConfig(order, DEDUP, Duration.ofDays(1));
        try (StagesHarness stages = new StagesHarness(config, backend.supplier)) {
            for (int i = 0; i < arrivals.size(); i++) {
                if (i == arrivals.size() / 2) {
                    stages.restart();
                    // as a source does that resumes from its offsets
                    stages.watermark(lastWatermark(arrivals, i));
                }
                send(arrivals.get(i), stages);
                collect(stages, actual);
            }
        }

        assertSame(actual, expected, seed);
    }

    @ParameterizedTest
    @EnumSource(FeatureOrder.class)
    void equalBruteForceOnHandbookRows(FeatureOrder order) throws Exception {
        List<Arrival> arrivals = handbookRows();
        Map<String, FeaturizedEvent> expected = expected(order, arrivals);
        assertThat(expected).hasSize(HANDBOOK_ROWS);

        Map<String, FeaturizedEvent> actual = new HashMap<>();
        try (StagesHarness stages =
                new StagesHarness(FeatureConfig.defaults(order), Backend.HEAP.supplier)) {
            for (Arrival arrival : arrivals) {
                send(arrival, stages);
                collect(stages, actual);
            }
        }

        assertSame(actual, expected, 0);
        assertThat(actual.values())
                .as("rows with a risky terminal")
                .filteredOn(event -> event.features()[14] > 0)
                .hasSizeGreaterThan(100);
    }

    @ParameterizedTest
    @EnumSource(FeatureOrder.class)
    void nothingIsLeftOfEntitiesThatFellSilent(FeatureOrder order) throws Exception {
        try (StagesHarness stages =
                new StagesHarness(FeatureConfig.defaults(order), Backend.HEAP.supplier)) {
            List<Arrival> arrivals = randomStream(7, 1_000);
            for (Arrival arrival : arrivals.subList(0, arrivals.size() - 1)) {
                send(arrival, stages);
            }
            assertThat(stages.stateEntries()).isPositive();
            stages.watermark(START + 200 * DAY);
            assertThat(stages.stateEntries()).isZero();
            assertThat(stages.timers()).isZero();
        }
    }

    @Test
    void uidsAreThoseOfTheStagesAndWhatFollowsIsChained() {
        Configuration config = new Configuration();
        config.set(PipelineOptions.GENERIC_TYPES, false);
        config.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        config.set(PipelineOptions.OBJECT_REUSE, true);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(config);
        env.setParallelism(2);
        SingleOutputStreamOperator<?> features =
                FraudFeatureStages.append(
                        StagesHarness.nothing(env, CardTransaction.class),
                        StagesHarness.nothing(env, CardLabel.class),
                        StagesHarness.nothing(env, ControlMessage.class),
                        FeatureConfig.defaults(FeatureOrder.ARRIVAL));
        features.filter(flow -> true).name("next").uid("next").print().name("end").uid("end");

        assertThat(env.getStreamGraph(false).getStreamNodes())
                .extracting(StreamNode::getTransformationUID)
                .contains("terminal-features", "customer-features", "control-out-of-event-time");
        assertThat(env.getStreamGraph(false).getJobGraph().getVertices())
                .extracting(JobVertex::getName)
                .anyMatch(name -> name.contains("customer-features -> next"));
    }

    private static List<Arrival> randomStream(long seed, int events) {
        SplittableRandom random = new SplittableRandom(seed);
        TreeMap<Long, List<Arrival>> byArrival = new TreeMap<>();
        List<CardTransaction> made = new ArrayList<>();
        long now = START;
        for (int i = 0; i < events; i++) {
            now +=
                    random.nextInt(200) == 0
                            ? random.nextLong(20 * DAY) / 20
                            : random.nextLong(HOUR);
            long time = now;
            if (random.nextInt(5) == 0 && !made.isEmpty()) {
                time = made.get(Math.max(0, made.size() - 1 - random.nextInt(3))).eventTimeMs();
            }
            // one customer and one terminal are busy enough for their windows to split
            int customer = random.nextInt(3) == 0 ? random.nextInt(1, 8) : 0;
            int terminal = random.nextInt(3) == 0 ? random.nextInt(1, 8) : 0;
            CardTransaction event =
                    new CardTransaction(
                            "t" + random.nextInt(1_000_000) + "-" + i,
                            time,
                            "c" + customer,
                            "m" + terminal,
                            random.nextLong(50_000));
            made.add(event);
            long arrival = time + random.nextLong(HOUR);
            if (random.nextInt(30) == 0) {
                arrival = time + random.nextLong(20 * HOUR);
            }
            at(byArrival, arrival, Arrival.of(event));
            if (random.nextInt(25) == 0) {
                at(byArrival, arrival + random.nextLong(12 * HOUR), Arrival.of(event));
            }
            if (random.nextInt(3) == 0) {
                label(byArrival, event, random);
            }
        }
        List<Arrival> arrivals = new ArrayList<>();
        long newest = START;
        for (List<Arrival> same : byArrival.values()) {
            for (Arrival arrival : same) {
                arrivals.add(arrival);
                newest = arrival.event() == null ? newest : Math.max(newest, arrival.timeMs());
                if (random.nextInt(10) == 0) {
                    arrivals.add(new Arrival(null, null, newest - HOUR));
                }
            }
        }
        arrivals.add(new Arrival(null, null, newest + 60 * DAY));
        return arrivals;
    }

    /** On time, early, late, twice, or contradicting each other; arriving before or after. */
    private static void label(
            TreeMap<Long, List<Arrival>> byArrival,
            CardTransaction event,
            SplittableRandom random) {
        long delay =
                switch (random.nextInt(4)) {
                    case 0 -> random.nextLong(7 * DAY);
                    case 1 -> 7 * DAY + random.nextLong(40 * DAY);
                    default -> 7 * DAY;
                };
        boolean fraud = random.nextInt(4) > 0;
        CardLabel label = labelOf(event, fraud, event.eventTimeMs() + delay);
        long arrival = label.availableAtMs() + random.nextLong(-3 * HOUR, 3 * HOUR);
        at(byArrival, arrival, Arrival.of(label));
        if (random.nextInt(6) == 0) {
            at(byArrival, arrival + random.nextLong(3 * DAY), Arrival.of(label));
        }
        if (random.nextInt(6) == 0) {
            long later = label.availableAtMs() + random.nextLong(2) * random.nextLong(DAY);
            at(byArrival, arrival + HOUR, Arrival.of(labelOf(event, !fraud, later)));
        }
    }

    private static CardLabel labelOf(CardTransaction event, boolean fraud, long availableAt) {
        return new CardLabel(
                event.transactionId(),
                event.customerId(),
                event.terminalId(),
                event.eventTimeMs(),
                event.amountMinor(),
                fraud,
                0,
                availableAt);
    }

    private static void at(TreeMap<Long, List<Arrival>> byArrival, long time, Arrival arrival) {
        byArrival.computeIfAbsent(time, key -> new ArrayList<>()).add(arrival);
    }

    /** All transactions of some terminals, so that few rows span months. */
    private static List<Arrival> handbookRows() throws IOException {
        List<Arrival> sorted = new ArrayList<>();
        int[] rows = {0};
        TransactionCsv.of(Handbook.transactions())
                .read(
                        0,
                        labelled -> {
                            CardTransaction event = labelled.transaction();
                            if (Integer.parseInt(event.terminalId()) % 10 == 0
                                    && rows[0]++ < HANDBOOK_ROWS) {
                                sorted.add(Arrival.of(event));
                                sorted.add(Arrival.of(labelled.label(Duration.ofDays(7))));
                            }
                        });
        sorted.sort(ORDER);
        List<Arrival> arrivals = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i++) {
            arrivals.add(sorted.get(i));
            if (i % 100 == 99) {
                arrivals.add(new Arrival(null, null, sorted.get(i).timeMs() - 1));
            }
        }
        arrivals.add(new Arrival(null, null, START + 400 * DAY));
        return arrivals;
    }

    /** Applies as they arrive, or, under event time, by watermark and order. */
    private static Map<String, FeaturizedEvent> expected(
            FeatureOrder order, List<Arrival> arrivals) {
        BruteForce oracle = new BruteForce();
        Map<String, FeaturizedEvent> expected = new HashMap<>();
        List<Arrival> heldBack = new ArrayList<>();
        long watermark = Long.MIN_VALUE;
        for (Arrival arrival : arrivals) {
            if (arrival.event() == null && arrival.label() == null) {
                watermark = Math.max(watermark, arrival.watermark());
                long now = watermark;
                List<Arrival> due =
                        heldBack.stream()
                                .filter(held -> held.timeMs() <= now)
                                .sorted(ORDER)
                                .toList();
                due.forEach(held -> apply(held, oracle, expected));
                heldBack.removeIf(held -> held.timeMs() <= now);
            } else if (order == FeatureOrder.EVENT_TIME && arrival.timeMs() > watermark) {
                heldBack.add(arrival);
            } else {
                apply(arrival, oracle, expected);
            }
        }
        return expected;
    }

    private static void apply(
            Arrival arrival, BruteForce oracle, Map<String, FeaturizedEvent> expected) {
        if (arrival.label() != null) {
            oracle.label(arrival.label());
            return;
        }
        FeaturizedEvent event = oracle.apply(arrival.event());
        if (event != null) {
            expected.put(event.eventId(), event);
        }
    }

    private static void send(Arrival arrival, StagesHarness stages) throws Exception {
        if (arrival.event() != null) {
            stages.event(arrival.event());
        } else if (arrival.label() != null) {
            stages.label(arrival.label());
        } else {
            stages.watermark(arrival.watermark());
        }
    }

    private static void collect(StagesHarness stages, Map<String, FeaturizedEvent> actual) {
        for (FeaturizedEvent event : stages.take()) {
            assertThat(actual.put(event.eventId(), event)).as("answered once").isNull();
        }
    }

    private static long lastWatermark(List<Arrival> arrivals, int before) {
        long watermark = START;
        for (Arrival arrival : arrivals.subList(0, before)) {
            if (arrival.event() == null && arrival.label() == null) {
                watermark = Math.max(watermark, arrival.watermark());
            }
        }
        return watermark;
    }

    private static void assertSame(
            Map<String, FeaturizedEvent> actual, Map<String, FeaturizedEvent> expected, long seed) {
        assertThat(actual.keySet()).as("seed %d", seed).isEqualTo(expected.keySet());
        for (FeaturizedEvent event : expected.values()) {
            FeaturizedEvent other = actual.get(event.eventId());
            assertThat(other.features())
                    .as("seed %d features of %s", seed, event.eventId())
                    .containsExactly(event.features());
            assertThat(other.context())
                    .as("seed %d context of %s", seed, event.eventId())
                    .containsExactly(event.context());
            assertThat(other.entityKey()).isEqualTo(event.entityKey());
            assertThat(other.stake()).isEqualTo(event.stake());
        }
    }
}
