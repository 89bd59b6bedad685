// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.it;

import dev.sluice.decisioning.alarm.Alarm;
import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.quality.Quality;
import dev.sluice.decisioning.release.ModelStatus;
import dev.sluice.decisioning.release.ReleaseOrder;
import dev.sluice.decisioning.release.ShadowScore;
import dev.sluice.schema.AvroWireFormat;
import dev.sluice.schema.SensorReading;
import dev.sluice.schema.SensorValue;
import dev.sluice.sensors.Reading;
import dev.sluice.sensors.ReadingAdapter;
import dev.sluice.sensors.SensorFeatures;
import dev.sluice.sensors.SensorTicket;
import dev.sluice.sensors.SensorUseCase;
import dev.sluice.stream.CascadeConfig;
import dev.sluice.stream.CascadeSinks;
import dev.sluice.stream.CascadeSources;
import dev.sluice.stream.CascadeTopology;
import dev.sluice.stream.config.SluiceConfig;
import dev.sluice.stream.ingest.OpenIngest;
import dev.sluice.stream.model.CascadeModels;
import dev.sluice.testing.FakeManifests;
import dev.sluice.testing.FakeModelBackend;
import dev.sluice.testing.TestEvents;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.types.Either;
import org.apache.flink.util.CloseableIterator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Sensors that say anything, through all stages of the job: what is said is decided or refused. */
@Timeout(180)
class HostileReadingsITCase {

    private static final double[] VALUES = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.MIN_VALUE,
        -0.0,
        1e300,
        1e39,
        -1e39,
        1e15
    };

    @Test
    void eachReadingIsDecidedOrRefused() throws Exception {
        List<byte[]> sent = readings();
        OpenIngest<Reading> ingest = OpenIngest.of(new ReadingAdapter());
        List<Reading> read = new ArrayList<>();
        int refusedAtTheEdge = 0;
        for (byte[] value : sent) {
            Either<DeadLetter, Reading> one = ingest.read(value);
            if (one.isRight()) {
                read.add(one.right());
            } else {
                refusedAtTheEdge++;
            }
        }

        Collected collected = run(read);

        assertThat(refusedAtTheEdge).isPositive();
        assertThat(collected.decided.keySet()).hasSizeGreaterThan(100);
        assertThat(collected.decided.size() + collected.refused.size() + refusedAtTheEdge)
                .isEqualTo(sent.size());
        assertThat(collected.decided.values())
                .allSatisfy(
                        decision ->
                                assertThat(decision.verdict().probability()).isBetween(0.0, 1.0));
    }

    /** A sensor for each kind of value: an honest start, then the value, again and again. */
    private static List<byte[]> readings() {
        AvroWireFormat<SensorReading> format = AvroWireFormat.of(SensorReading.class);
        List<byte[]> all = new ArrayList<>();
        for (int sensor = 0; sensor < VALUES.length; sensor++) {
            for (int i = 0; i < 60; i++) {
                double value = i % 3 == 2 ? VALUES[sensor] : 20 + i % 7;
                all.add(format.encode(reading("s" + sensor, i * 60_000L, value)));
            }
        }
        // all of them, one after the other
        for (int i = 0; i < 10 * VALUES.length; i++) {
            all.add(format.encode(reading("mixed", i * 60_000L, VALUES[i % VALUES.length])));
        }
        LongStream.of(Long.MIN_VALUE, -1, 0, 1, 3_600_000, Long.MAX_VALUE / 2)
                .forEach(offset -> all.add(format.encode(reading("times", offset, 1))));
        List<SensorValue> many = new ArrayList<>();
        for (int channel = 0; channel < 70; channel++) {
            many.add(new SensorValue("c" + channel, 1.0, ""));
        }
        all.add(format.encode(new SensorReading("many", Instant.EPOCH, many)));
        all.add(format.encode(new SensorReading("64", Instant.EPOCH, many.subList(0, 64))));
        all.add(format.encode(new SensorReading("none", Instant.EPOCH, List.of())));
        return all;
    }

    private static SensorReading reading(String sensor, long offsetMs, double value) {
        return new SensorReading(
                sensor,
                Instant.ofEpochMilli(
                        offsetMs < 0 ? offsetMs : OpenIngest.KAFKA_TIME - 86_400_000 + offsetMs),
                List.of(new SensorValue("v", value, "")));
    }

    /** What came out. */
    private static final class Collected {
        private final Map<String, Decision> decided = new TreeMap<>();
        private final List<DeadLetter> refused = new ArrayList<>();
    }

    private static Collected run(List<Reading> readings) throws Exception {
        CascadeConfig config =
                CascadeConfig.read(
                        SluiceConfig.of(
                                Map.of(
                                        "kafka.bootstrap-servers", "localhost:1",
                                        "gate.controller.enabled", "false",
                                        "labels.join.enabled", "false",
                                        "alarms.enabled", "false",
                                        "deep.deadline", "60 s"),
                                CascadeConfig.options()));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(
                        2,
                        Configuration.fromMap(
                                Map.of(
                                        "taskmanager.numberOfTaskSlots", "4",
                                        "pipeline.generic-types", "false",
                                        "pipeline.auto-generate-uids", "false",
                                        "pipeline.object-reuse", "true")));
        SensorUseCase useCase = new SensorUseCase();
        Streams streams = new Streams();
        CascadeTopology.build(
                new CascadeSources<>(
                        source(environment, "events", readings, Reading.class),
                        source(environment, "labels", List.of(), SensorTicket.class),
                        source(environment, "control", List.of(), ControlMessage.class),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                useCase,
                models(),
                config,
                streams);
        Collected collected = new Collected();
        CloseableIterator<Decision> fast = streams.fast.collectAsync();
        CloseableIterator<Decision> deep = streams.deep.collectAsync();
        CloseableIterator<DeadLetter> dead = streams.dead.collectAsync();
        environment.executeAsync();
        fast.forEachRemaining(decision -> collected.decided.put(decision.eventId(), decision));
        deep.forEachRemaining(decision -> collected.decided.put(decision.eventId(), decision));
        dead.forEachRemaining(collected.refused::add);
        return collected;
    }

    private static <T> SingleOutputStreamOperator<T> source(
            StreamExecutionEnvironment environment, String uid, List<T> all, Class<T> type) {
        // an empty collection is no source
        DataStream<T> stream =
                all.isEmpty()
                        ? environment
                                .fromSequence(0, 0)
                                .uid(uid + "-none")
                                .flatMap((number, out) -> {}, TypeInformation.of(type))
                                .uid(uid + "-typed")
                        : environment
                                .fromData(TypeInformation.of(type), all.toArray(empty(type)))
                                .uid(uid);
        return stream.assignTimestampsAndWatermarks(
                        WatermarkStrategy.<T>forBoundedOutOfOrderness(Duration.ofDays(1))
                                .withTimestampAssigner(
                                        (element, before) ->
                                                element instanceof Reading reading
                                                        ? reading.eventTimeMs()
                                                        : 0))
                .uid(uid + "-times");
    }

    @SuppressWarnings("unchecked")
    private static <T> T[] empty(Class<T> type) {
        return (T[]) java.lang.reflect.Array.newInstance(type, 0);
    }

    /** A first pass that makes something of every feature, as a model would. */
    private static CascadeModels models() {
        int features = SensorFeatures.INPUTS.features().size();
        int context = SensorFeatures.INPUTS.contextWidth();
        return new CascadeModels(
                loader ->
                        FakeModelBackend.firstPass(features)
                                .answering(
                                        "probability",
                                        row -> new float[] {squashed(row.get("features"))})
                                .answering("novelty", row -> new float[] {0.5f}),
                loader ->
                        FakeModelBackend.deep(features, context)
                                .answering("state", row -> new float[FakeManifests.STATE_WIDTH])
                                .answering("probability", row -> new float[] {0.5f}),
                FakeManifests.DEEP_VERSION,
                Policy.of(
                        TestEvents.POLICY.version(),
                        SensorFeatures.INPUTS.useCase(),
                        TestEvents.POLICY.costs(),
                        TestEvents.POLICY.firstPass(),
                        TestEvents.POLICY.deep(),
                        TestEvents.POLICY.gate()));
    }

    private static float squashed(float[] features) {
        double sum = 0;
        for (float feature : features) {
            sum += Math.tanh(feature);
        }
        return (float) (1 / (1 + Math.exp(-sum)));
    }

    /** Keeps the streams for the test. */
    private static final class Streams implements CascadeSinks {

        private DataStream<Decision> fast;
        private DataStream<Decision> deep;
        private DataStream<DeadLetter> dead;

        @Override
        public void decisions(DataStream<Decision> decisions) {
            fast = decisions;
        }

        @Override
        public void deepDecisions(DataStream<Decision> decisions) {
            deep = decisions;
        }

        @Override
        public void control(DataStream<ControlMessage> messages) {
            discard(messages);
        }

        @Override
        public void quality(DataStream<Quality> quality) {
            discard(quality);
        }

        @Override
        public void recalibrations(DataStream<ControlMessage> messages) {
            discard(messages);
        }

        @Override
        public void alarms(DataStream<Alarm> alarms) {
            discard(alarms);
        }

        @Override
        public void modelStatuses(DataStream<ModelStatus> statuses) {}

        @Override
        public void releases(
                DataStream<ControlMessage> policies, DataStream<ReleaseOrder> orders) {}

        @Override
        public void shadowScores(DataStream<ShadowScore> fast, DataStream<ShadowScore> deep) {}

        @Override
        public void deadLetters(DataStream<DeadLetter> deadLetters) {
            dead = deadLetters;
        }

        private static void discard(DataStream<?> stream) {
            stream.sinkTo(new DiscardingSink<>()).uid("discarded");
        }
    }
}
