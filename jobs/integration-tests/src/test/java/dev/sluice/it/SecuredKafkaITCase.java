// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.it;

import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.kafka.TopicReader;
import dev.sluice.cli.kafka.Topics;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.it.SecuredKafka.Door;
import dev.sluice.stream.config.AccessException;
import dev.sluice.stream.deadletter.DeadLetters;
import dev.sluice.stream.decision.DecisionStage;
import dev.sluice.stream.decision.DeliveryOptions;
import dev.sluice.stream.ingest.IngestOptions;
import dev.sluice.stream.ingest.IngestStage;
import dev.sluice.stream.kafka.KafkaCheck;
import dev.sluice.stream.kafka.KafkaConfig;
import dev.sluice.stream.kafka.KafkaOptions;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * A job at a broker that wants passwords, certificates and rights: it works with them, and without
 * them it ends with one line that says what is missing, before it is submitted and while it runs.
 */
@Timeout(300)
class SecuredKafkaITCase {

    private static final String PASSWORD = "right-pass-4711";
    private static final String STORE_PASSWORD = "store-pass-4711";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final AtomicInteger STARTS = new AtomicInteger();

    @TempDir static Path folder;

    private static Certificates certificates;
    private static SecuredKafka broker;
    private static Path storePassword;

    /** What is wrong, and what is said about it. */
    private enum Trouble {
        WRONG_PASSWORD(
                "the password of user 'sluice' is refused",
                "expected the one that the cluster has for it; check what"
                        + " kafka.properties.sasl.jaas.config refers to"),
        EXPIRED_BROKER_CERTIFICATE(
                "the broker's certificate has expired (NotAfter: ",
                "expected one that is valid at "),
        UNKNOWN_AUTHORITY(
                "the broker's certificate is signed by nobody that we trust",
                "check that it has the authority of the broker"),
        NO_CERTIFICATE(
                "the broker does not take nobody in particular (there is no ssl.keystore.location)",
                "check kafka.properties.ssl.keystore.*"),
        MISSING_READ(
                "user 'sluice' lacks READ on topic sluice-events",
                "expected an ACL that allows it; add it (kafka-acls --add --topic sluice-events"),
        MISSING_WRITE(
                "user 'sluice' lacks WRITE on topic sluice-decisions",
                "kafka-acls --add --topic sluice-decisions"),
        HIDDEN_TOPIC(
                "user 'sluice' lacks DESCRIBE on topic sluice-events",
                "kafka-acls --add --topic sluice-events");

        private final String found;
        private final String mend;

        Trouble(String found, String mend) {
            this.found = found;
            this.mend = mend;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        certificates = Certificates.create(folder, STORE_PASSWORD);
        storePassword = Files.writeString(folder.resolve("store-password"), STORE_PASSWORD + "\n");
        broker = SecuredKafka.start(folder, certificates, STORE_PASSWORD);
        Topics.create(broker.open(), 1);
        broker.user("sluice", PASSWORD);
        broker.allowAll("User:sluice");
        broker.allowAll("User:CN=client");
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @AfterEach
    void allow() throws Exception {
        broker.forbidNothing();
    }

    @Test
    void aPasswordThatIsRightLetsTheJobWork() throws Exception {
        decidesOneEvent(password(PASSWORD), "by-password");
    }

    @Test
    void aCertificateThatIsValidLetsTheJobWork() throws Exception {
        Map<String, String> properties = tls(Door.CERTIFICATE);
        keystore(properties, certificates.valid("client"));
        decidesOneEvent(properties, "by-certificate");
    }

    @Test
    void anOwnCertificateThatHasExpiredIsNamedBeforeAnybodyIsAsked() throws Exception {
        Map<String, String> properties = tls(Door.CERTIFICATE);
        keystore(properties, certificates.expired("old-client"));
        long before = broker.turnedAway(Door.CERTIFICATE);

        assertThatThrownBy(() -> check(kafka(properties)))
                .isInstanceOf(AccessException.class)
                .hasMessageContaining("the certificate CN=old-client of kafka.properties.ssl")
                .hasMessageContaining(" expired at ")
                .hasMessageContaining("expected one that is valid at ");
        assertThat(broker.turnedAway(Door.CERTIFICATE)).isEqualTo(before);
    }

    @Test
    void aBrokerThatSpeaksAnotherProtocolIsSaidToBeSilent() throws Exception {
        Map<String, String> properties = new HashMap<>();
        properties.put("kafka.bootstrap-servers", broker.address(Door.PASSWORD));
        assertThat(check(kafka(properties)).orElseThrow())
                .contains("did not answer")
                .contains("expected a broker whose listener speaks PLAINTEXT")
                .contains("kafka.properties.security.protocol");
    }

    @Test
    void aFileThatIsMissingIsNamed() throws Exception {
        Map<String, String> properties = password(PASSWORD);
        properties.put("kafka.properties.ssl.truststore.password", "${file:/nowhere/at/all}");
        assertThatThrownBy(() -> check(kafka(properties)))
                .hasMessageContaining("${file:/nowhere/at/all} names a file that cannot be read");
    }

    @ParameterizedTest
    @EnumSource(Trouble.class)
    void whoIsTurnedAwayIsToldWhyOnceAndDoesNotTryAgain(Trouble trouble) throws Exception {
        KafkaConfig kafka = troubled(trouble);
        Door door = door(trouble);

        // Given a check before the job is submitted: one line, no second question
        long before = broker.turnedAway(door);
        assertThatThrownBy(() -> check(kafka))
                .isInstanceOf(AccessException.class)
                .hasMessageContaining("Kafka at " + kafka.bootstrapServers())
                .hasMessageContaining(trouble.found)
                .hasMessageContaining(trouble.mend)
                .hasMessageNotContaining("pass-4711");
        assertThat(broker.turnedAway(door) - before).as("times turned away").isLessThan(3);

        // When a job runs into it, which Flink would start again a hundred times
        before = broker.turnedAway(door);
        int starts = STARTS.get();
        JobClient job = submit(kafka);
        sendOne("trouble-" + trouble);

        // Then it has failed, for good, with the same line
        assertThatThrownBy(() -> job.getJobExecutionResult().get(90, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .satisfies(failure -> assertThat(said(failure)).contains("Kafka at "))
                .satisfies(failure -> assertThat(texts(failure)).contains("not recoverable"))
                .satisfies(failure -> assertThat(texts(failure)).doesNotContain("pass-4711"));
        assertThat(STARTS.get() - starts).as("starts").isLessThanOrEqualTo(1);
        assertThat(broker.turnedAway(door) - before).as("times turned away").isLessThan(20);
    }

    private static KafkaConfig troubled(Trouble trouble) throws Exception {
        Map<String, String> properties = password(PASSWORD);
        switch (trouble) {
            case WRONG_PASSWORD -> properties = password("wrong-pass-4711");
            case EXPIRED_BROKER_CERTIFICATE -> properties = tls(Door.EXPIRED);
            case UNKNOWN_AUTHORITY -> {
                properties =
                        tls(
                                Door.PASSWORD,
                                Certificates.create(
                                        Files.createTempDirectory(folder, "other"),
                                        STORE_PASSWORD));
                login(properties, PASSWORD);
            }
            case NO_CERTIFICATE -> properties = tls(Door.CERTIFICATE);
            case MISSING_READ ->
                    broker.forbid(
                            "User:sluice", ResourceType.TOPIC, "sluice-events", AclOperation.READ);
            case MISSING_WRITE ->
                    broker.forbid(
                            "User:sluice",
                            ResourceType.TOPIC,
                            "sluice-decisions",
                            AclOperation.WRITE);
            case HIDDEN_TOPIC ->
                    broker.forbid(
                            "User:sluice",
                            ResourceType.TOPIC,
                            "sluice-events",
                            AclOperation.DESCRIBE);
        }
        return kafka(properties);
    }

    private static Door door(Trouble trouble) {
        return switch (trouble) {
            case EXPIRED_BROKER_CERTIFICATE -> Door.EXPIRED;
            case NO_CERTIFICATE -> Door.CERTIFICATE;
            default -> Door.PASSWORD;
        };
    }

    private void decidesOneEvent(Map<String, String> properties, String id) throws Exception {
        KafkaConfig kafka = kafka(properties);
        assertThat(check(kafka)).isEmpty();
        JobClient job = submit(kafka);
        try {
            sendOne(id);
            await().atMost(PATIENCE).until(() -> isDecided(id));
        } finally {
            Payments.end(job);
        }
    }

    private static boolean isDecided(String id) throws Exception {
        var format = new dev.sluice.stream.decision.DecisionFormat();
        AtomicInteger found = new AtomicInteger();
        TopicReader.read(
                broker.open(),
                broker.open().decisionsTopic(),
                IsolationLevel.READ_COMMITTED,
                record -> {
                    try {
                        found.addAndGet(format.decode(record.value()).eventId().equals(id) ? 1 : 0);
                    } catch (dev.sluice.schema.WireFormatException e) {
                        throw new AssertionError(e);
                    }
                });
        return found.get() > 0;
    }

    private static void sendOne(String id) throws Exception {
        try (EventProducer producer = EventProducer.of(broker.open())) {
            producer.send(
                    new ProducerRecord<>(
                            broker.open().eventsTopic(),
                            null,
                            Payments.encode(id, "customer", System.currentTimeMillis())));
            producer.flush();
        }
    }

    private static Optional<String> check(KafkaConfig kafka) throws InterruptedException {
        return new KafkaCheck(kafka)
                .run(
                        new KafkaCheck.Needs(
                                Map.of("kafka.events.topic", kafka.eventsTopic()),
                                Map.of("kafka.decisions.topic", kafka.decisionsTopic()),
                                Optional.empty()));
    }

    private static JobClient submit(KafkaConfig kafka) throws Exception {
        Configuration options = Configuration.fromMap(Map.of("ingest.start", "earliest"));
        Configuration flink = Payments.strict();
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 100);
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(50));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(1, flink);
        environment.enableCheckpointing(500);
        var events =
                IngestStage.events(kafka, IngestOptions.read(options), new PaymentAdapter())
                        .append(environment);
        DecisionStage sinks = DecisionStage.of(kafka, DeliveryOptions.read(options));
        sinks.appendFast(events.process(new Decide()).name("decide").uid("decide"));
        sinks.appendDeadLetters(events.getSideOutput(DeadLetters.TAG));
        return environment.executeAsync("secured");
    }

    private static KafkaConfig kafka(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(properties);
        all.put("kafka.group-id", "sluice");
        return KafkaOptions.read(Configuration.fromMap(all));
    }

    private static Map<String, String> password(String password) throws Exception {
        Map<String, String> properties = tls(Door.PASSWORD);
        login(properties, password);
        return properties;
    }

    private static void login(Map<String, String> properties, String password) throws Exception {
        Path file = Files.writeString(Files.createTempFile(folder, "password", ""), password);
        properties.put("kafka.properties.security.protocol", "SASL_SSL");
        properties.put("kafka.properties.sasl.mechanism", "SCRAM-SHA-512");
        properties.put(
                "kafka.properties.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required"
                        + " username=\"sluice\" password=\"${file:"
                        + file
                        + "}\";");
    }

    private static Map<String, String> tls(Door door) {
        return tls(door, certificates);
    }

    private static Map<String, String> tls(Door door, Certificates trusted) {
        Map<String, String> properties = new HashMap<>();
        properties.put("kafka.bootstrap-servers", broker.address(door));
        properties.put("kafka.properties.security.protocol", "SSL");
        properties.put("kafka.properties.ssl.truststore.location", trusted.truststore().toString());
        properties.put("kafka.properties.ssl.truststore.password", "${file:" + storePassword + "}");
        return properties;
    }

    private static void keystore(Map<String, String> properties, Path store) {
        properties.put("kafka.properties.ssl.keystore.location", store.toString());
        properties.put("kafka.properties.ssl.keystore.password", "${file:" + storePassword + "}");
    }

    private static String said(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (String.valueOf(at.getMessage()).startsWith("Kafka at ")) {
                return at.getMessage();
            }
        }
        return "nothing: " + texts(failure);
    }

    private static String texts(Throwable failure) {
        StringBuilder texts = new StringBuilder();
        for (Throwable at = failure; at != null; at = at.getCause()) {
            texts.append(at).append('\n');
        }
        return texts.toString();
    }

    private static final class Decide extends ProcessFunction<Payment, Decision> {

        private static final long serialVersionUID = 1L;

        @Override
        public void open(org.apache.flink.api.common.functions.OpenContext context) {
            STARTS.incrementAndGet();
        }

        @Override
        public void processElement(Payment payment, Context context, Collector<Decision> out) {
            out.collect(Payments.decide(payment, 0));
        }
    }
}
