// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.it;

import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.kafka.LocalKafka;
import dev.sluice.cli.kafka.TopicReader;
import dev.sluice.cli.kafka.Topics;
import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.schema.RegistryWireFormat;
import dev.sluice.schema.SchemaTexts;
import dev.sluice.schema.Transaction;
import dev.sluice.schema.WireFormat;
import dev.sluice.schema.WireFormatException;
import dev.sluice.stream.deadletter.DeadLetters;
import dev.sluice.stream.decision.DeadLetterFormat;
import dev.sluice.stream.decision.DecisionFormat;
import dev.sluice.stream.decision.DecisionStage;
import dev.sluice.stream.decision.DeliveryOptions;
import dev.sluice.stream.ingest.IngestOptions;
import dev.sluice.stream.ingest.IngestStage;
import dev.sluice.stream.kafka.KafkaConfig;
import dev.sluice.stream.registry.InputFormats;
import dev.sluice.stream.registry.OutputFormats;
import dev.sluice.stream.registry.RegistryConfig;
import dev.sluice.stream.registry.RegistryOptions;

import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A job beside a real schema registry, whose producers write with older and newer schemas than its
 * own while the registry is up, slow, silent or cut off. Writes the table of it to {@code
 * target/registry-matrix.md}.
 */
@Timeout(400)
class RegistryITCase {

    private static final int RECORDS = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final AtomicInteger STARTS = new AtomicInteger();

    @TempDir static Path folder;

    private static RegistryProcess registry;
    private static LocalKafka broker;
    private static Wire wire;
    private static KafkaConfig kafka;

    /** Who writes. */
    private enum Writer {
        OLDER("v1: without `currency`, with a field that is gone since"),
        OURS("v2: the job's own"),
        NEWER("v3: other order, without `currency`, with new fields"),
        INCOMPATIBLE("incompatible: `amount_minor` is a text");

        private final String title;

        Writer(String title) {
            this.title = title;
        }
    }

    /** What the registry is like when their records come. */
    private enum State {
        UP("up"),
        SLOW("slow: 1 s an answer"),
        SILENT("silent: connects, never answers"),
        CUT("cut off, within `registry.patience`"),
        CUT_FOR_LONG("cut off, for longer than `registry.patience`");

        private final String title;

        State(String title) {
            this.title = title;
        }
    }

    private record Cell(long decided, long repeated, long deadLetters, long lost) {

        @Override
        public String toString() {
            return decided > 0
                    ? decided + " decided" + (repeated > 0 ? " (" + repeated + " twice)" : "")
                    : deadLetters + " dead letters";
        }
    }

    @BeforeAll
    static void start() throws Exception {
        registry = RegistryProcess.start(folder);
        broker = LocalKafka.start();
        kafka = KafkaConfig.of(broker.bootstrapServers());
        Topics.create(kafka, 2);
        registry.awaitAnswers();
        wire = Wire.to(registry.port());
    }

    @AfterAll
    static void stop() throws Exception {
        wire.close();
        registry.close();
        broker.close();
    }

    @Test
    void noRecordIsLostOrWronglyRefusedWhateverTheRegistryDoes() throws Exception {
        String subject = kafka.eventsTopic() + "-value";
        registry.register(subject, SchemaTexts.of(Transaction.class));
        RegistryConfig config = config();
        JobClient job = start(config);
        Map<State, Map<Writer, Cell>> table = new LinkedHashMap<>();
        try (EventProducer producer = EventProducer.of(kafka)) {
            for (State state : State.values()) {
                // Given schemas that the job has not seen
                Map<Writer, byte[][]> records = new LinkedHashMap<>();
                for (Writer writer : Writer.values()) {
                    Schema schema = schema(writer, state);
                    int id = registry.register(subject, schema.toString());
                    records.put(writer, records(id, schema, state, writer));
                }
                int starts = STARTS.get();
                begin(state);

                // When their records come, one of each in turn
                for (int i = 0; i < RECORDS; i++) {
                    for (Writer writer : Writer.values()) {
                        producer.send(
                                new ProducerRecord<>(
                                        kafka.eventsTopic(), i % 2, null, records.get(writer)[i]));
                    }
                }
                producer.flush();
                whileAway(state, job, starts);

                // Then each is decided, or refused for good reason
                await().atMost(PATIENCE)
                        .until(
                                () ->
                                        cells(state).values().stream()
                                                .allMatch(cell -> cell.lost() == 0));
                table.put(state, cells(state));
            }
            assertThat(job.getJobStatus().get(10, TimeUnit.SECONDS)).isEqualTo(JobStatus.RUNNING);
        } finally {
            Payments.end(job);
        }

        table.forEach(
                (state, cells) ->
                        cells.forEach(
                                (writer, cell) -> {
                                    boolean good = writer != Writer.INCOMPATIBLE;
                                    assertThat(cell.decided())
                                            .as(state + " " + writer + " decided")
                                            .isEqualTo(good ? RECORDS : 0);
                                    assertThat(cell.deadLetters())
                                            .as(state + " " + writer + " dead letters")
                                            .isEqualTo(good ? 0 : RECORDS);
                                }));
        Files.writeString(Path.of("target", "registry-matrix.md"), markdown(table));
        assertThat(letters())
                .allSatisfy(
                        letter ->
                                assertThat(letter.detail())
                                        .contains("TYPE_MISMATCH at /fields/4/type"));
        consumersOfOtherVersionsReadTheDecisions();
        assertThat(registry.rule(kafka.decisionsTopic() + "-value")).isEqualTo("BACKWARD");
    }

    private static void begin(State state) {
        switch (state) {
            case SLOW -> wire.mode(Wire.Mode.SLOW);
            case SILENT -> wire.mode(Wire.Mode.SILENT);
            case CUT, CUT_FOR_LONG -> wire.mode(Wire.Mode.CUT);
            default -> wire.mode(Wire.Mode.PASS);
        }
    }

    /** Waits until the job has felt it, and ends it. */
    private static void whileAway(State state, JobClient job, int starts) throws Exception {
        switch (state) {
            case SILENT, CUT -> {
                await().atMost(PATIENCE).until(() -> wire.connections() >= 4);
                assertThat(cells(state).values())
                        .allMatch(cell -> cell.decided() == 0 && cell.deadLetters() == 0);
                assertThat(STARTS).as("starts of the job").hasValue(starts);
                assertThat(job.getJobStatus().get(10, TimeUnit.SECONDS))
                        .isEqualTo(JobStatus.RUNNING);
            }
            case CUT_FOR_LONG -> await().atMost(PATIENCE).until(() -> STARTS.get() > starts);
            default -> {}
        }
        if (state != State.SLOW) {
            wire.mode(Wire.Mode.PASS);
        }
    }

    /** Decisions are read by who knows the first version of their schema, this one, or a later. */
    private static void consumersOfOtherVersionsReadTheDecisions() throws Exception {
        Schema ours = new Schema.Parser().parse(text("dev/sluice/schema/Decision.avsc"));
        List<Schema> readers =
                List.of(
                        new Schema.Parser()
                                .parse(text("dev/sluice/schema/history/Decision.1.avsc")),
                        ours,
                        new Schema.Parser()
                                .parse(
                                        ours.toString()
                                                .replaceFirst(
                                                        "\"fields\":\\[",
                                                        "\"fields\":[{\"name\":\"later\",\"type\":\"string\",\"default\":\"x\"},")));
        for (Schema reader : readers) {
            Set<String> ids = new HashSet<>();
            TopicReader.read(
                    kafka,
                    kafka.decisionsTopic(),
                    IsolationLevel.READ_UNCOMMITTED,
                    record -> {
                        try {
                            ByteBuffer bytes = ByteBuffer.wrap(record.value());
                            assertThat(bytes.get()).isZero();
                            Schema writer =
                                    new Schema.Parser().parse(registry.schema(bytes.getInt()));
                            GenericRecord read =
                                    new GenericDatumReader<GenericRecord>(writer, reader)
                                            .read(
                                                    null,
                                                    DecoderFactory.get()
                                                            .binaryDecoder(
                                                                    record.value(),
                                                                    5,
                                                                    record.value().length - 5,
                                                                    null));
                            ids.add(read.get("event_id").toString());
                        } catch (Exception e) {
                            throw new AssertionError("reader " + reader.getFields().size(), e);
                        }
                    });
            assertThat(ids).hasSize(State.values().length * (Writer.values().length - 1) * RECORDS);
        }
    }

    private static Map<Writer, Cell> cells(State state) throws Exception {
        List<String> decided = decided();
        List<DeadLetter> letters = letters();
        Map<Writer, Cell> cells = new LinkedHashMap<>();
        for (Writer writer : Writer.values()) {
            String prefix = state + "-" + writer + "-";
            List<String> mine = decided.stream().filter(id -> id.startsWith(prefix)).toList();
            byte[] text = prefix.getBytes(StandardCharsets.UTF_8);
            long dead =
                    letters.stream()
                            .filter(
                                    letter ->
                                            new String(letter.value(), StandardCharsets.ISO_8859_1)
                                                    .contains(
                                                            new String(
                                                                    text,
                                                                    StandardCharsets.ISO_8859_1)))
                            .map(letter -> letter.place().orElseThrow())
                            .distinct()
                            .count();
            long distinct = mine.stream().distinct().count();
            cells.put(
                    writer,
                    new Cell(distinct, mine.size() - distinct, dead, RECORDS - distinct - dead));
        }
        return cells;
    }

    private static List<String> decided() throws Exception {
        return read(
                        kafka.decisionsTopic(),
                        new DecisionFormat(direct().open(dev.sluice.schema.Decision.class)))
                .stream()
                .map(Decision::eventId)
                .toList();
    }

    private static List<DeadLetter> letters() throws Exception {
        return read(
                kafka.deadLettersTopic(),
                new DeadLetterFormat(direct().open(dev.sluice.schema.DeadLetter.class)));
    }

    private static <T> List<T> read(String topic, WireFormat<T> format) throws IOException {
        List<T> all = new ArrayList<>();
        TopicReader.read(
                kafka,
                topic,
                IsolationLevel.READ_UNCOMMITTED,
                record -> {
                    try {
                        all.add(format.decode(record.value()));
                    } catch (WireFormatException e) {
                        throw new AssertionError("what we wrote is unreadable", e);
                    }
                });
        return all;
    }

    /** How the test reaches it, whatever the wire does. */
    private static InputFormats direct() {
        return InputFormats.of(Optional.of(at(registry.port())), List.of());
    }

    /** How the job reaches the registry: over the wire. */
    private static RegistryConfig config() {
        return at(wire.port());
    }

    private static RegistryConfig at(int port) {
        return RegistryOptions.read(
                        Configuration.fromMap(
                                Map.of(
                                        "registry.url",
                                        "http://127.0.0.1:" + port + registry.path(),
                                        "registry.timeout",
                                        "2 s",
                                        "registry.patience",
                                        "20 s",
                                        "registry.compatibility",
                                        "backward")))
                .orElseThrow();
    }

    private static JobClient start(RegistryConfig config) throws Exception {
        Configuration options =
                Configuration.fromMap(
                        Map.of("ingest.start", "earliest", "ingest.idle-timeout", "1 s"));
        Configuration flink = Payments.strict();
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 100);
        flink.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(200));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(2, flink);
        environment.enableCheckpointing(500);
        DecisionStage sinks =
                DecisionStage.of(kafka, DeliveryOptions.read(options))
                        .formats(OutputFormats.of(Optional.of(config)));
        var events =
                IngestStage.events(kafka, IngestOptions.read(options), new PaymentAdapter())
                        .formats(InputFormats.of(Optional.of(config), List.of(kafka.eventsTopic())))
                        .append(environment);
        sinks.appendFast(events.process(new Decide()).name("decide").uid("decide"));
        sinks.appendDeadLetters(events.getSideOutput(DeadLetters.TAG));
        return environment.executeAsync("registry");
    }

    /** Transaction as a writer has it; another one in every state, so that it is not known yet. */
    private static Schema schema(Writer writer, State state) throws IOException {
        Schema ours = new Schema.Parser().parse(SchemaTexts.of(Transaction.class));
        List<Schema.Field> fields = new ArrayList<>();
        for (Schema.Field field : ours.getFields()) {
            boolean dropped =
                    field.name().equals("currency")
                            && (writer == Writer.OLDER || writer == Writer.NEWER);
            if (!dropped) {
                boolean changed =
                        writer == Writer.INCOMPATIBLE && field.name().equals("amount_minor");
                fields.add(
                        writer == Writer.NEWER ? 0 : fields.size(),
                        new Schema.Field(
                                field,
                                changed ? Schema.create(Schema.Type.STRING) : field.schema()));
            }
        }
        if (writer == Writer.OLDER) {
            fields.add(0, new Schema.Field("gone_since", Schema.create(Schema.Type.STRING)));
        }
        if (writer == Writer.NEWER) {
            fields.add(2, new Schema.Field("risk", Schema.create(Schema.Type.DOUBLE)));
        }
        return Schema.createRecord(
                ours.getName(), "For state " + state, ours.getNamespace(), false, fields);
    }

    private static byte[][] records(int id, Schema schema, State state, Writer writer)
            throws IOException {
        byte[][] records = new byte[RECORDS][];
        for (int i = 0; i < RECORDS; i++) {
            GenericRecord record = new GenericData.Record(schema);
            put(record, "transaction_id", state + "-" + writer + "-" + i);
            put(record, "event_time", System.currentTimeMillis());
            put(record, "customer_id", "customer-" + i);
            put(record, "terminal_id", "terminal");
            put(record, "amount_minor", writer == Writer.INCOMPATIBLE ? "100" : 100L);
            put(record, "currency", "EUR");
            put(record, "gone_since", "2018");
            put(record, "risk", 0.5);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(RegistryWireFormat.header(id));
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
            encoder.flush();
            records[i] = out.toByteArray();
        }
        return records;
    }

    private static void put(GenericRecord record, String field, Object value) {
        if (record.getSchema().getField(field) != null) {
            record.put(field, value);
        }
    }

    private static String text(String resource) throws IOException {
        try (var in = Transaction.class.getClassLoader().getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String markdown(Map<State, Map<Writer, Cell>> table) {
        StringBuilder text = new StringBuilder("| writer \\ registry |");
        table.keySet().forEach(state -> text.append(' ').append(state.title).append(" |"));
        text.append("\n|---|").append("---|".repeat(table.size())).append('\n');
        for (Writer writer : Writer.values()) {
            text.append("| ").append(writer.title).append(" |");
            table.values()
                    .forEach(cells -> text.append(' ').append(cells.get(writer)).append(" |"));
            text.append('\n');
        }
        long lost =
                table.values().stream()
                        .flatMap(cells -> cells.values().stream())
                        .mapToLong(Cell::lost)
                        .sum();
        return text.append("\n")
                .append(RECORDS)
                .append(" records a cell; lost: ")
                .append(lost)
                .append(".\n")
                .toString();
    }

    /** Decides, and counts how often the job started. */
    private static final class Decide extends ProcessFunction<Payment, Decision> {

        private static final long serialVersionUID = 1L;

        @Override
        public void open(OpenContext context) {
            if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
                STARTS.incrementAndGet();
            }
        }

        @Override
        public void processElement(Payment payment, Context context, Collector<Decision> out) {
            out.collect(Payments.decide(payment, 0));
        }
    }
}
