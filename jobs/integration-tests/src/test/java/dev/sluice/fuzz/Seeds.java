// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fuzz;

import dev.sluice.decisioning.alarm.Alarm;
import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.gate.GateTuning;
import dev.sluice.decisioning.gate.PromiseStanding;
import dev.sluice.decisioning.quality.Quality;
import dev.sluice.schema.AvroWireFormat;
import dev.sluice.schema.Control;
import dev.sluice.schema.Feedback;
import dev.sluice.schema.SensorLabel;
import dev.sluice.schema.SensorReading;
import dev.sluice.schema.SensorValue;
import dev.sluice.schema.TicketKind;
import dev.sluice.schema.Transaction;
import dev.sluice.schema.TransactionLabel;
import dev.sluice.stream.decision.AlarmFormat;
import dev.sluice.stream.decision.DeadLetterFormat;
import dev.sluice.stream.decision.DecisionFormat;
import dev.sluice.stream.decision.QualityFormat;
import dev.sluice.stream.ingest.OpenIngest;
import dev.sluice.stream.model.ModelJson;
import dev.sluice.testing.FakeManifests;
import dev.sluice.testing.TestEvents;

import com.google.protobuf.ByteString;
import org.apache.avro.specific.SpecificRecord;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What the readers are made for, to be spoilt. */
final class Seeds {

    private static final Instant TIME = Instant.ofEpochMilli(OpenIngest.KAFKA_TIME);
    private static final byte[] SOME = {0, -1, 127, -128};

    private Seeds() {}

    static List<byte[]> transactions() {
        return List.of(
                bytes(
                        Transaction.class,
                        new Transaction("tx-1", TIME, "customer-7", "terminal-9", 12_345L, "EUR")),
                bytes(
                        Transaction.class,
                        new Transaction(
                                "tx-\u03a9",
                                TIME,
                                "\ud83d\ude00",
                                "x".repeat(300),
                                Long.MAX_VALUE,
                                "")));
    }

    static List<byte[]> transactionLabels() {
        return List.of(
                bytes(
                        TransactionLabel.class,
                        new TransactionLabel(
                                "tx-1", "customer-7", "terminal-9", TIME, 12_345L, true, 2, TIME)),
                bytes(
                        TransactionLabel.class,
                        new TransactionLabel(
                                "tx-2",
                                "customer-7",
                                "terminal-9",
                                Instant.ofEpochMilli(Long.MAX_VALUE),
                                0L,
                                false,
                                null,
                                TIME)));
    }

    static List<byte[]> readings() {
        return List.of(
                bytes(
                        SensorReading.class,
                        new SensorReading(
                                "pump-3",
                                TIME,
                                List.of(
                                        new SensorValue("temperature", 21.25, "\u00b0C"),
                                        new SensorValue("flow", null, ""),
                                        new SensorValue("current", Double.NaN, "A")))),
                bytes(SensorReading.class, new SensorReading("pump-4", TIME, List.of())));
    }

    static List<byte[]> tickets() {
        return List.of(
                bytes(
                        SensorLabel.class,
                        new SensorLabel(
                                "ticket-1",
                                "pump-3",
                                TIME,
                                TIME.plusSeconds(7_200),
                                TIME,
                                TicketKind.MAINTENANCE)));
    }

    static List<byte[]> controls() {
        return Stream.of(
                        new Control("gate.mode", "off", TIME, "ops"),
                        new Control("gate.tuning", tuning(), TIME, ""),
                        new Control("policy", ModelJson.yaml(TestEvents.POLICY), TIME, ""))
                .map(control -> bytes(Control.class, control))
                .toList();
    }

    static List<byte[]> feedbacks() {
        return List.of(
                bytes(
                        Feedback.class,
                        new Feedback(
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
                                "policy-1")));
    }

    static List<byte[]> decisions() {
        return List.of(new DecisionFormat().encode(SomeDecisions.traced()));
    }

    static List<byte[]> deadLetters() {
        return List.of(
                new DeadLetterFormat()
                        .encode(
                                new DeadLetter(
                                        "events",
                                        3,
                                        44,
                                        OpenIngest.KAFKA_TIME,
                                        SOME,
                                        SOME,
                                        70_000,
                                        "00ff",
                                        List.of(
                                                new DeadLetter.Header("trace", SOME),
                                                new DeadLetter.Header("none", null)),
                                        "ingest",
                                        DeadLetter.Reason.OVERSIZED,
                                        "too long",
                                        OpenIngest.KAFKA_TIME)));
    }

    static List<byte[]> alarms() {
        return List.of(
                new AlarmFormat()
                        .encode(
                                new Alarm(
                                        "anomaly/1/pump-7",
                                        2,
                                        "pump-7",
                                        Alarm.Kind.ANOMALY,
                                        Alarm.Status.CLOSED,
                                        1,
                                        9,
                                        new Alarm.Peak(5, 0.9, Double.NaN, "pump-7@5"),
                                        9)));
    }

    static List<byte[]> qualities() {
        Quality.Scores scores = new Quality.Scores(Double.NaN, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7);
        return List.of(
                new QualityFormat()
                        .encode(
                                new Quality(
                                        1,
                                        2,
                                        Quality.State.FINAL,
                                        3,
                                        12,
                                        340.5,
                                        9.5,
                                        List.of(
                                                new Quality.OutcomeCounts(
                                                        Outcome.CLEAR, 1, 2, 3, 4)),
                                        new Quality.Rates(0.01, 0.02, 0.03, 0.04, 0.05, 0.06),
                                        scores,
                                        scores,
                                        List.of(new Quality.CalibrationBin(0.5, 7, 0.25, 0.125)),
                                        new Quality.Money(1, 2, 3, 4, 5, 6, 7, 8, 9),
                                        new Quality.Effort(10, 11))));
    }

    static List<byte[]> transactionLines() {
        return texts(
                """
                transaction_id,event_time_ms,customer_id,terminal_id,amount,fraud,scenario
                1,1600000000000,c1,t1,12.34,0,0
                2,1600000000001,c2,t2,9999999999.99,1,3
                """);
    }

    static List<byte[]> readingLines() {
        return texts(
                """
                sensor_id,event_time_ms,flow,heat,label,fault
                p1,1600000000000,1.5,,0,
                p1,1600000000001,-1e300,NaN,1,spike
                """,
                """
                sensor_id,event_time_ms,v1
                p1,1600000000000,Infinity
                """);
    }

    static List<byte[]> policies() {
        return texts(ModelJson.yaml(TestEvents.POLICY));
    }

    static List<byte[]> tunings() {
        return texts(tuning());
    }

    static List<byte[]> manifests() {
        return texts(
                ModelJson.json(FakeManifests.firstPass(3)),
                ModelJson.json(FakeManifests.firstPass(1))
                        .replaceFirst(
                                "\"files\" : \\{ }",
                                "\"files\" : { \"variables/variables.index\" : \"00\" }"));
    }

    static List<byte[]> archives() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("first-pass/manifest.json"));
            zip.write(manifests().get(1));
            zip.putNextEntry(new ZipEntry("first-pass/variables/variables.index"));
            zip.write(SOME);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of(bytes.toByteArray());
    }

    static List<byte[]> configurations() {
        return texts(
                """
                models:
                  dir: /models
                kafka.bootstrap-servers: localhost:9092
                kafka:
                  properties:
                    security.protocol: PLAINTEXT
                first-pass.batch.max-delay: 5 ms
                flink:
                  parallelism.default: 2
                """);
    }

    static List<byte[]> graphs() {
        AttrValue function =
                AttrValue.newBuilder().setFunc(NameAttrList.newBuilder().setName("inner")).build();
        GraphDef.Builder graph =
                GraphDef.newBuilder()
                        .addNode(node("Placeholder", "features"))
                        .addNode(node("Tanh", "squashed").toBuilder().addInput("features:0"))
                        .addNode(
                                node("PartitionedCall", "call").toBuilder()
                                        .addInput("squashed")
                                        .addInput("^features")
                                        .putAttr("f", function)
                                        .putAttr("config", text("")));
        graph.getLibraryBuilder()
                .addFunction(
                        FunctionDef.newBuilder()
                                .setSignature(OpDef.newBuilder().setName("inner"))
                                .addNodeDef(
                                        node("Tanh", "deeper").toBuilder().putAttr("f", function)));
        return List.of(
                SavedModel.newBuilder()
                        .addMetaGraphs(
                                MetaGraphDef.newBuilder()
                                        .setGraphDef(graph)
                                        .setSaverDef(
                                                SaverDef.newBuilder().setRestoreOpName("features"))
                                        .putSignatureDef(
                                                "serving_default",
                                                SignatureDef.newBuilder()
                                                        .putOutputs(
                                                                "probability",
                                                                TensorInfo.newBuilder()
                                                                        .setName("call:0")
                                                                        .build())
                                                        .build()))
                        .build()
                        .toByteArray());
    }

    static List<byte[]> gzipped(List<byte[]> files) {
        return files.stream().map(Seeds::gzipped).toList();
    }

    private static byte[] gzipped(byte[] file) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static NodeDef node(String operation, String name) {
        return NodeDef.newBuilder().setOp(operation).setName(name).build();
    }

    private static AttrValue text(String text) {
        return AttrValue.newBuilder().setS(ByteString.copyFromUtf8(text)).build();
    }

    private static String tuning() {
        return ModelJson.json(new GateTuning(0.5, 0.1, 8, 2, 1, PromiseStanding.KEPT));
    }

    private static List<byte[]> texts(String... texts) {
        return Stream.of(texts).map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }

    private static <R extends SpecificRecord> byte[] bytes(Class<R> type, R record) {
        return AvroWireFormat.of(type).encode(record);
    }
}
