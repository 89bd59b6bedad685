// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.privacy.LoggedIdentifiers;
import dev.sluice.inference.InferenceException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import static dev.sluice.decisioning.TestRecords.POLICY;
import static dev.sluice.decisioning.TestRecords.escalation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DeepEngineTest {

    private static final DeepConfig CONFIG = DeepConfig.DEFAULT;

    static Stream<Arguments> waysToThinkAndSeeds() {
        return Toys.allWaysToThink()
                .flatMap(way -> LongStream.rangeClosed(1, 3).mapToObj(i -> Arguments.of(way, i)));
    }

    @ParameterizedTest
    @MethodSource("waysToThinkAndSeeds")
    void decidesARecordEquallyInAnyCompanyAndOrder(ThinkingConfig thinking, long seed) {
        Random random = new Random(seed);
        DeepConfig config = CONFIG.withThinking(thinking);
        List<Escalation> escalations = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            escalations.add(
                    escalation(
                            "event-" + i,
                            new float[] {random.nextFloat(), random.nextFloat()},
                            ToyDeepModel.VERSION));
        }
        Map<String, Decision> alone = new HashMap<>();
        for (Escalation escalation : escalations) {
            alone.putAll(byId(judge(List.of(escalation), config)));
        }

        Collections.shuffle(escalations, random);
        Map<String, Decision> together =
                byId(judge(escalations, config.withMaxBatchRows(4 + random.nextInt(300))));
        Map<String, Decision> afterFailures =
                byId(
                        judge(
                                ToyDeepModel.ofDefaultSize().failingIn(2, 5, 8, 11),
                                escalations,
                                config.withMaxBatchRows(4 + random.nextInt(300))));

        assertThat(together).as("%s, seed %d", thinking, seed).isEqualTo(alone);
        assertThat(afterFailures).as("%s, seed %d", thinking, seed).isEqualTo(alone);
    }

    @Test
    void givesPlacesToTheNextAsSoonAsARecordIsDecided() {
        ToyDeepModel model = new ToyDeepModel(List.of(16), Map.of());
        List<Escalation> escalations = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            escalations.add(escalation("hard-" + i, new float[] {0.5f, 0.9f}, "toy-1"));
        }
        for (int i = 0; i < 5; i++) {
            escalations.add(escalation("easy-" + i, new float[] {0.9f, 0.1f}, "toy-1"));
        }

        DeepJudge.judgeAll(model, POLICY, CONFIG.withMaxBatchRows(2), escalations);

        // four places: the last one is taken by one easy record after the other
        assertThat(model.runs())
                .startsWith(
                        "encode 4",
                        "pass 4",
                        "pass 4",
                        "pass 4",
                        "pass 4", // all four
                        "pass 4",
                        "pass 4",
                        "encode 1",
                        "pass 4", // the next easy one
                        "pass 4",
                        "pass 4",
                        "pass 4",
                        "pass 4", // its passes
                        "pass 4",
                        "pass 4",
                        "encode 1",
                        "pass 4");
    }

    @Test
    void triesAFailedBatchOnceMoreInHalves() {
        ToyDeepModel model = ToyDeepModel.ofDefaultSize().failingIn(2, 4);
        Recorder client = new Recorder();
        DeepEngine<String> engine = engine(model, client);
        for (int i = 0; i < 3; i++) {
            engine.admit("e" + i, escalation("e" + i, new float[] {0.9f, 0}, "toy-1"), 0);
        }
        engine.turn();
        engine.turn();

        assertThat(model.runs()).containsExactly("encode 3", "pass 12", "pass 8", "pass 4");
        assertThat(client.decided.get("e0").source()).isEqualTo(DecisionSource.DEEP);
        assertThat(client.decided.get("e1").source()).isEqualTo(DecisionSource.DEEP);
        assertThat(client.decided.get("e2").reason()).isEqualTo(DecisionReason.MODEL_ERROR);
        assertThat(client.failures).hasSize(2);
        assertThat(client.ran).isEqualTo(4);
    }

    @Test
    void fallsBackForTheRecordsOfAFailedBatchOnly() {
        ToyDeepModel model = ToyDeepModel.ofDefaultSize().failingFrom(3);
        Recorder client = new Recorder();
        DeepEngine<String> engine = engine(model, client);
        engine.admit("easy", escalation("easy", new float[] {0.9f, 0.1f}, "toy-1"), 0);
        engine.turn();
        engine.turn();
        engine.admit("late", escalation("late", new float[] {0.9f, 0.1f}, "toy-1"), 0);
        engine.turn();

        assertThat(client.decided.get("easy").source()).isEqualTo(DecisionSource.DEEP);
        Decision late = client.decided.get("late");
        assertThat(late.source()).isEqualTo(DecisionSource.FALLBACK);
        assertThat(late.reason()).isEqualTo(DecisionReason.MODEL_ERROR);
        assertThat(late.revision()).isZero();
        assertThat(late.verdict().probability()).isEqualTo(0.1);
        assertThat(late.trace()).isEmpty();
        assertThat(client.failures).as("the batch and its half").hasSize(2);
        assertThat(engine.isIdle()).isTrue();
    }

    @Test
    void fallsBackForTheRecordWithANonsensicalAnswerOnly() {
        Recorder client = new Recorder();
        DeepEngine<String> engine = engine(ToyDeepModel.ofDefaultSize(), client);
        engine.admit("nan", escalation("nan", new float[] {Float.NaN, 0}, "toy-1"), 0);
        engine.admit("two", escalation("two", new float[] {2, 0}, "toy-1"), 0);
        engine.admit("good", escalation("good", new float[] {0.9f, 0.1f}, "toy-1"), 0);
        engine.turn();
        engine.turn();

        assertThat(client.decided.get("nan").reason()).isEqualTo(DecisionReason.BAD_OUTPUT);
        assertThat(client.decided.get("two").reason()).isEqualTo(DecisionReason.BAD_OUTPUT);
        assertThat(client.decided.get("good").source()).isEqualTo(DecisionSource.DEEP);
    }

    @Test
    void fallsBackForARecordOfAnotherShapeOnly() {
        Recorder client = new Recorder();
        DeepEngine<String> engine = engine(ToyDeepModel.ofDefaultSize(), client);
        engine.admit("short", escalation("short", new float[] {1}, "toy-1"), 0);

        assertThat(client.decided.get("short").reason()).isEqualTo(DecisionReason.MODEL_ERROR);
        assertThat(client.failures.get(0))
                .hasMessage(
                        "Event '"
                                + LoggedIdentifiers.of("short")
                                + "' has 1 floats of features; model toy-1 expects 2");
        assertThat(engine.isIdle()).isTrue();
    }

    @Test
    void dropsWhatNobodyWantsAnyMore() {
        Recorder client = new Recorder();
        ToyDeepModel model = ToyDeepModel.ofDefaultSize();
        DeepEngine<String> engine = engine(model, client);
        engine.admit("gone", escalation("gone", new float[] {0.5f, 0.9f}, "toy-1"), 0);
        engine.turn();
        client.unwanted.add("gone");
        engine.turn();

        assertThat(client.decided).isEmpty();
        assertThat(engine.isIdle()).isTrue();
        assertThat(model.runs()).containsExactly("encode 1");
    }

    @Test
    void saysHowFarARecordIs() {
        Recorder client = new Recorder();
        DeepEngine<String> engine = engine(ToyDeepModel.ofDefaultSize(), client);
        Escalation escalation = escalation("e", new float[] {0.5f, 0.9f}, "toy-1");
        engine.admit("e", escalation, 0);
        engine.turn();
        engine.turn();
        engine.turn();

        Progress progress = client.progress.get("e");
        assertThat(progress.passes()).isEqualTo(8);
        Decision interrupted =
                engine.decisions()
                        .interrupted(escalation, progress, new Decision.Timings(1, 2, 3, 4));
        assertThat(interrupted.source()).isEqualTo(DecisionSource.FALLBACK);
        assertThat(interrupted.reason()).isEqualTo(DecisionReason.DEADLINE);
        assertThat(interrupted.verdict()).isEqualTo(escalation.fallback().verdict());
        assertThat(interrupted.effort())
                .isEqualTo(new Decision.Effort(8, 32, "deadline", "monte-carlo"));
        assertThat(interrupted.trace()).hasSize(3);
    }

    @Test
    void abandonsAllThatIsInFlight() {
        Recorder client = new Recorder();
        DeepEngine<String> engine = engine(ToyDeepModel.ofDefaultSize(), client);
        engine.admit("e", escalation("e", new float[] {0.5f, 0.9f}, "toy-1"), 0);
        engine.turn();
        engine.abandon(DecisionReason.MODEL_ERROR);

        assertThat(client.decided.get("e").reason()).isEqualTo(DecisionReason.MODEL_ERROR);
        assertThat(engine.isIdle()).isTrue();
    }

    @Test
    void fillsBatchAfterBatchWithTheRowsOfOneStep() {
        ToyDeepModel model = ToyDeepModel.ofDefaultSize();
        DeepEngine<String> engine = engine(model, new Recorder());
        assertThat(engine.places()).isEqualTo(CONFIG.recordsInFlight());
        for (int i = 0; i < 20; i++) {
            engine.admit("e" + i, escalation("e" + i, new float[] {0.9f, 0.1f}, "toy-1"), 0);
        }
        engine.turn();
        engine.turn();

        assertThat(model.runs()).containsExactly("encode 20", "pass 64", "pass 16");
    }

    @Test
    void refusesARecordWithoutAPlace() {
        DeepEngine<String> engine =
                new DeepEngine<>(
                        new ToyDeepModel(List.of(16), Map.of()),
                        POLICY,
                        CONFIG.withMaxBatchRows(2),
                        new Recorder(),
                        System::nanoTime);
        assertThat(engine.places()).isEqualTo(4);
        for (int i = 0; i < 4; i++) {
            engine.admit("e" + i, escalation("e" + i, new float[] {0, 0}, "toy-1"), 0);
        }

        assertThat(engine.hasPlace()).isFalse();
        assertThatThrownBy(() -> engine.admit("x", escalation("x", new float[] {0, 0}, "toy-1"), 0))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void throwsInABacktestWhatTheModelThrows() {
        assertThatThrownBy(
                        () ->
                                DeepJudge.judgeAll(
                                        ToyDeepModel.ofDefaultSize().failingFrom(2),
                                        POLICY,
                                        CONFIG,
                                        List.of(escalation("e", new float[] {0, 0}, "toy-1"))))
                .isInstanceOf(InferenceException.class);
    }

    @Test
    void countsTheTimeOfARecordOnce() {
        Recorder client = new Recorder();
        long[] now = {0};
        DeepEngine<String> engine =
                new DeepEngine<>(
                        ToyDeepModel.ofDefaultSize(),
                        POLICY,
                        CONFIG,
                        client,
                        () -> now[0] += 1_000_000);
        engine.admit("e", escalation("e", new float[] {0.9f, 0.1f}, "toy-1"), 5_000_000);
        engine.turn();
        engine.turn();

        // clock readings: admission 1, encode 2 to 3, pass 4 to 5, decision 6; 7 and 11 are the
        // first pass's
        assertThat(client.decided.get("e").timings())
                .isEqualTo(new Decision.Timings(5000, 7 + 3000, 11 + 2000, 2000));
    }

    private static List<Decision> judge(List<Escalation> escalations, DeepConfig config) {
        return DeepJudge.judgeAll(ToyDeepModel.ofDefaultSize(), POLICY, config, escalations);
    }

    /** Through a client that, other than the one of a backtest, goes on after a failure. */
    private static List<Decision> judge(
            ToyDeepModel model, List<Escalation> escalations, DeepConfig config) {
        Recorder client = new Recorder();
        DeepEngine<String> engine =
                new DeepEngine<>(model, POLICY, config, client, System::nanoTime);
        for (Escalation escalation : escalations) {
            while (!engine.hasPlace()) {
                engine.turn();
            }
            engine.admit(escalation.fallback().eventId(), escalation, 0);
        }
        while (!engine.isIdle()) {
            engine.turn();
        }
        return List.copyOf(client.decided.values());
    }

    /** By event id, and without timings. */
    private static Map<String, Decision> byId(List<Decision> decisions) {
        Map<String, Decision> byId = new HashMap<>();
        for (Decision each : decisions) {
            byId.put(
                    each.eventId(),
                    new Decision(
                            each.eventId(),
                            each.revision(),
                            each.entityKey(),
                            each.eventTimeMs(),
                            each.verdict(),
                            each.source(),
                            each.reason(),
                            each.appraisal(),
                            each.effort(),
                            each.versions(),
                            new Decision.Timings(0, 0, 0, 0),
                            each.trace()));
        }
        return byId;
    }

    private static DeepEngine<String> engine(ToyDeepModel model, Recorder client) {
        return new DeepEngine<>(model, POLICY, CONFIG, client, System::nanoTime);
    }

    private static final class Recorder implements DeepEngine.Client<String> {

        private final Map<String, Decision> decided = new HashMap<>();
        private final Map<String, Progress> progress = new HashMap<>();
        private final List<Exception> failures = new ArrayList<>();
        private final Set<String> unwanted = new HashSet<>();
        private int ran;

        @Override
        public boolean wants(String ticket) {
            return !unwanted.contains(ticket);
        }

        @Override
        public void progressed(String ticket, Progress next) {
            progress.put(ticket, next);
        }

        @Override
        public void decided(String ticket, Decision decision) {
            assertThat(decided.put(ticket, decision)).as("decided once").isNull();
        }

        @Override
        public void ran(String signature, int rows, long nanos) {
            ran++;
        }

        @Override
        public void made() {}

        @Override
        public void madeNothing() {}

        @Override
        public void failed(String what, Exception cause) {
            failures.add(cause);
        }
    }
}
