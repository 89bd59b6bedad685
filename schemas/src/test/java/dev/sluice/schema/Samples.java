// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.schema;

import org.apache.avro.specific.SpecificRecord;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One record of each schema with a value in every field: what the golden files hold. */
final class Samples {

    private static final Instant TIME = Instant.ofEpochMilli(1_527_811_200_123L);

    private Samples() {}

    static List<SpecificRecord> all() {
        return List.of(
                alarm(),
                control(),
                deadLetter(),
                decision(),
                feedback(),
                modelRelease(),
                modelStatus(),
                quality(),
                sensorLabel(),
                sensorReading(),
                shadowScore(),
                transaction(),
                transactionLabel());
    }

    static Alarm alarm() {
        return Alarm.newBuilder()
                .setAlarmId("anomaly/1527811200123/pump-7")
                .setRevision(2)
                .setEntityKey("pump-7")
                .setKind("ANOMALY")
                .setStatus("CLOSED")
                .setStart(TIME)
                .setEnd(TIME.plusSeconds(600))
                .setPeakTime(TIME.plusSeconds(60))
                .setPeakLikelihood(0.99951171875)
                .setPeakProbability(0.625)
                .setEventId("pump-7@1527811260123")
                .setReadings(9)
                .build();
    }

    static Control control() {
        return new Control("gate.mode", "off", TIME, "ops@example.org");
    }

    static ModelRelease modelRelease() {
        return new ModelRelease(
                "first-pass",
                "fraud-first-pass-2",
                "s3://models/fraud/2",
                "00ff",
                "canary",
                0.125,
                "version: p-2\n",
                TIME,
                "ops@example.org",
                "trained on May");
    }

    static ModelStatus modelStatus() {
        return new ModelStatus(
                "sluice",
                "first-pass",
                "fraud-first-pass-2",
                1_527_811_200_000L,
                "FIGURES",
                1,
                4,
                "one of four",
                new ModelFigures(1000L, 1L, 2L, 900L, 3L, 4.5, 5.25, 6.75, 7000L, 8000L, 9000L),
                TIME);
    }

    static ShadowScore shadowScore() {
        return new ShadowScore(
                "tx-1",
                "customer-7",
                TIME,
                "first-pass",
                "fraud-first-pass-2",
                "SHADOW",
                0.625,
                "FLAG",
                "fraud-first-pass-1",
                0.5,
                "REVIEW",
                "policy-1");
    }

    static Transaction transaction() {
        return new Transaction("tx-1", TIME, "customer-7", "terminal-Ωλ", 12_345L, "EUR");
    }

    static TransactionLabel transactionLabel() {
        return new TransactionLabel(
                "tx-1",
                "customer-7",
                "terminal-9",
                TIME,
                12_345L,
                true,
                2,
                TIME.plusSeconds(604_800));
    }

    static SensorReading sensorReading() {
        return new SensorReading(
                "pump-3",
                TIME,
                List.of(
                        new SensorValue("temperature", 21.25, "°C"),
                        new SensorValue("flow", null, ""),
                        new SensorValue("current", Double.NaN, "A")));
    }

    static SensorLabel sensorLabel() {
        return new SensorLabel(
                "ticket-11",
                "pump-3",
                TIME,
                TIME.plusSeconds(7_200),
                TIME.minusSeconds(86_400),
                TicketKind.MAINTENANCE);
    }

    static DeadLetter deadLetter() {
        return DeadLetter.newBuilder()
                .setTopic("sluice-events")
                .setPartition(3)
                .setOffset(4_000_000_000L)
                .setKafkaTimestamp(TIME)
                .setKey(bytes("customer-7"))
                .setValue(ByteBuffer.wrap(new byte[] {0, -1, 127, -128}))
                .setValueLength(70_000)
                .setValueSha256("00ff")
                .setHeaders(List.of(new Header("trace", bytes("abc")), new Header("none", null)))
                .setStage("ingest")
                .setReason("UNREADABLE")
                .setDetail("4 bytes without a header")
                .setDeadAt(TIME.plusMillis(5))
                .build();
    }

    static Decision decision() {
        return Decision.newBuilder()
                .setEventId("tx-1")
                .setRevision(1)
                .setEntityKey("customer-7")
                .setEventTime(TIME)
                .setProbability(0.625)
                .setProbabilityLow(0.5)
                .setProbabilityHigh(0.75)
                .setOutcome(Outcome.FLAG)
                .setSource(DecisionSource.DEEP)
                .setReason("UNCERTAIN")
                .setEscalationReason("UNCERTAIN")
                .setUncertainty(0.125)
                .setNovelty(0.25)
                .setStake(12_345)
                .setValue(17.5)
                .setInclusionProbability(1)
                .setFirstPassProbability(0.375)
                .setFirstPassOutcome("REVIEW")
                .setChance(0.5)
                .setPassesUsed(8)
                .setPassesAllowed(32)
                .setStopReason("INTERVAL")
                .setStrategy("monte-carlo")
                .setFirstPassModel("fp-1")
                .setDeepModel("deep-1")
                .setPolicy("policy-1")
                .setPrice(0.0625)
                .setSeed(-42)
                .setFeatureHash(Long.MIN_VALUE)
                .setDevice("cpu")
                .setNatives("2.16.1")
                .setQueueMicros(10)
                .setBatchMicros(20)
                .setInferenceMicros(30)
                .setDeviceMicros(4)
                .setTrace(
                        List.of(
                                new TraceStep(
                                        "passes", "bad?", "yes", 0.5, 0.625, Map.of("n", "8"))))
                .build();
    }

    static Feedback feedback() {
        return new Feedback(
                "tx-1",
                "customer-7",
                TIME,
                12_345L,
                "DEEP",
                "AUDIT",
                "AUDIT",
                0.625,
                "FLAG",
                0.375,
                "REVIEW",
                0.25,
                0.5,
                17.5,
                0.125,
                1.0,
                8,
                2_500L,
                "policy-1");
    }

    static Quality quality() {
        return Quality.newBuilder()
                .setWindowStart(TIME)
                .setWindowEnd(TIME.plusSeconds(86_400))
                .setState("FINAL")
                .setAsOf(TIME.plusSeconds(2_678_400))
                .setRecords(12)
                .setDecisions(340.5)
                .setEffective(9.5)
                .setOutcomes(List.of(new OutcomeCounts("FLAG", 1.5, 2.5, 3.5, 0.5)))
                .setFlagged(0.0625)
                .setReviewed(0.125)
                .setEscalated(0.25)
                .setDeep(0.1875)
                .setChanged(0.03125)
                .setSettled(1.0)
                .setDecided(new QualityScores(0.5, 0.25, 0.75, 0.125, 0.0625, 0.03125, 0.015625))
                .setFirstPass(new QualityScores(null, 0.0, 0.25, 0.125, 0.0625, 0.03125, 0.25))
                .setCalibration(
                        List.of(
                                new QualityBin(0.5, 4.0, 0.25, 0.125),
                                new QualityBin(1.0, 0.0, null, null)))
                .setCost(1)
                .setCostMissed(2)
                .setCostFalseBlocks(3)
                .setCostReviews(4)
                .setCostExpected(5)
                .setCostFirstPass(6)
                .setCostClearAll(7)
                .setSavedByDeep(8)
                .setLostByDeep(9)
                .setPasses(10)
                .setDeviceMicros(11)
                .build();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
