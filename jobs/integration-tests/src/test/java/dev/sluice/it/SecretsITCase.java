// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.it;

import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.kafka.Topics;
import dev.sluice.fraud.LabelledTransaction;
import dev.sluice.it.SecuredKafka.Door;
import dev.sluice.schema.RegistryWireFormat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import javax.net.ssl.SSLContext;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A whole run of {@code sluice run} at a secured broker and a registry that wants a password, with
 * failures on the way and at its end: no secret of it is anywhere in what it shows.
 */
@Timeout(300)
class SecretsITCase {

    private static final Path LAUNCHER = Path.of("../../sluice").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private static final String KAFKA_SECRET = "planted-kafka-4711";
    private static final String STORE_SECRET = "planted-store-4711";
    private static final String REGISTRY_SECRET = "planted-registry-4711";

    /** Nothing secret, and in many places: a search that does not find it finds nothing. */
    private static final String NO_SECRET = "sluice-canary-4711";

    @TempDir private Path secrets;
    @TempDir private Path scratch;

    private SecuredKafka broker;
    private HttpsServer registry;
    private volatile boolean registryIsAway;
    private Process process;

    @AfterEach
    void stop() {
        if (process != null) {
            process.destroyForcibly();
        }
        if (registry != null) {
            registry.stop(0);
        }
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void noSecretIsInLogsMetricsPagesOrExceptionsOfAWholeRun() throws Exception {
        // Given a job whose secrets are in the environment and in files
        Certificates certificates = Certificates.create(secrets, STORE_SECRET);
        broker = SecuredKafka.start(secrets, certificates, STORE_SECRET);
        broker.user("sluice", KAFKA_SECRET);
        broker.allowAll("User:sluice");
        Topics.create(broker.open(), 2);
        startRegistry(certificates.server(certificates.valid("registry")));
        Files.writeString(secrets.resolve("authority.pem"), certificates.pem());
        Files.writeString(secrets.resolve("store"), STORE_SECRET + "\n");
        Files.writeString(secrets.resolve("registry"), REGISTRY_SECRET + "\n");
        Path models = FraudHistory.train(scratch);
        FraudTopics topics = new FraudTopics(broker.open());
        List<LabelledTransaction> world = new ArrayList<>();
        FraudHistory.stream(2, 9).forEach(world::add);
        topics.sendEvents(world.subList(0, 500));
        start(models);

        // When it works, cannot reach its registry for a while, and is locked out at last
        awaitDecisions(topics, 400);
        RestCrawl flink = new RestCrawl(webPage());
        Map<String, String> pages = new TreeMap<>(flink.crawl());
        String job = pages.get("/jobs/overview").replaceFirst("(?s).*\"jid\":\"(\\w+)\".*", "$1");
        registryIsAway = true;
        sendOfUnknownSchema();
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(
                        () ->
                                flink.get("/jobs/" + job + "/exceptions")
                                        .contains("did not answer GET /schemas/ids/9"));
        new RestCrawl(webPage()).crawl().forEach((path, page) -> pages.put(path + " later", page));
        registryIsAway = false;
        await().atMost(PATIENCE).until(() -> !topics.deadLetters().isEmpty());
        byte[] commandLine = Files.readAllBytes(Path.of("/proc", process.pid() + "", "cmdline"));
        broker.forbid("User:sluice", ResourceType.TOPIC, "sluice-events", AclOperation.READ);
        topics.sendEvents(world.subList(500, 600));
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).as(output()).isTrue();

        // Then it says in one line why it has ended
        assertThat(process.exitValue()).as(output()).isEqualTo(1);
        assertThat(output().lines().filter(line -> line.startsWith("sluice: ")))
                .singleElement()
                .asString()
                .contains("Kafka at " + broker.address(Door.PASSWORD))
                .contains("user 'sluice' lacks")
                .contains("on topic sluice-events");

        // and shows no secret
        pages.put("command line", new String(commandLine, StandardCharsets.UTF_8));
        pages.putAll(files());
        assertThat(pages).hasSizeGreaterThan(80);
        assertThat(pages.keySet().stream().filter(path -> path.contains("metrics?get=")))
                .isNotEmpty();
        assertThat(pages.values().stream().filter(page -> page.contains(NO_SECRET)).count())
                .as("places with what is no secret")
                .isGreaterThan(1);
        for (String secret : List.of(KAFKA_SECRET, STORE_SECRET, REGISTRY_SECRET, basic())) {
            assertThat(pages)
                    .allSatisfy(
                            (path, page) -> assertThat(page.contains(secret)).as(path).isFalse());
        }
    }

    private static String basic() {
        byte[] both = ("me:" + REGISTRY_SECRET).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(both);
    }

    private void start(Path models) throws Exception {
        Path config =
                Files.writeString(
                        scratch.resolve("fraud.yaml"),
                        """
                        models.dir: %s
                        kafka:
                          bootstrap-servers: ${env:SLUICE_BROKERS}
                          group-id: %s
                          properties:
                            security.protocol: SASL_SSL
                            sasl.mechanism: SCRAM-SHA-512
                            sasl.jaas.config: >-
                              org.apache.kafka.common.security.scram.ScramLoginModule required
                              username="sluice" password="${env:SLUICE_KAFKA_PASSWORD}";
                            ssl.truststore.location: %s
                            ssl.truststore.password: ${file:%s}
                        registry:
                          url: https://127.0.0.1:%d
                          certificates: %s
                          user: me
                          password: ${file:%s}
                          output: single-object
                          patience: 1 s
                        ingest.start: earliest
                        flink:
                          execution.checkpointing.dir: %s
                          execution.checkpointing.interval: 1 s
                          restart-strategy.type: fixed-delay
                          restart-strategy.fixed-delay.attempts: 1000
                          restart-strategy.fixed-delay.delay: 500 ms
                        """
                                .formatted(
                                        models,
                                        NO_SECRET,
                                        secrets.resolve("trusted.p12"),
                                        secrets.resolve("store"),
                                        registry.getAddress().getPort(),
                                        secrets.resolve("authority.pem"),
                                        secrets.resolve("registry"),
                                        scratch.resolve("state").toUri()));
        Path logging =
                Files.writeString(
                        scratch.resolve("log4j2.xml"),
                        """
                        <Configuration status="ERROR">
                          <Appenders>
                            <File name="file" fileName="%s">
                              <PatternLayout pattern="%%d %%-5p %%c [%%t] %%m%%n%%xEx"/>
                            </File>
                          </Appenders>
                          <Loggers>
                            <Root level="INFO"><AppenderRef ref="file"/></Root>
                            <Logger name="org.apache.kafka.common" level="DEBUG"/>
                            <Logger name="dev.sluice" level="DEBUG"/>
                          </Loggers>
                        </Configuration>
                        """
                                .formatted(scratch.resolve("sluice.log")));
        ProcessBuilder builder =
                new ProcessBuilder(LAUNCHER.toString(), "run", "--config", config.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(scratch.resolve("output.txt").toFile());
        builder.environment().put("SLUICE_BROKERS", broker.address(Door.PASSWORD));
        builder.environment().put("SLUICE_KAFKA_PASSWORD", KAFKA_SECRET);
        builder.environment()
                .put(
                        "SLUICE_JAVA_OPTS",
                        "-Xmx1200m -Dlog4j.configurationFile="
                                + logging
                                + " -Dsluice.log="
                                + scratch.resolve("sluice.log"));
        process = builder.start();
    }

    private void awaitDecisions(FraudTopics topics, int count) throws Exception {
        await().atMost(PATIENCE)
                .until(() -> !process.isAlive() || topics.upserted().size() >= count);
        assertThat(process.isAlive()).as(output()).isTrue();
    }

    private void sendOfUnknownSchema() throws Exception {
        byte[] value = new byte[40];
        System.arraycopy(RegistryWireFormat.header(9), 0, value, 0, 5);
        try (EventProducer producer = EventProducer.of(broker.open())) {
            producer.send(new ProducerRecord<>(broker.open().eventsTopic(), value));
            producer.flush();
        }
    }

    /** A registry that has nothing, tells it to who knows the password, and may be away. */
    private void startRegistry(SSLContext certificate) throws IOException {
        registry =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.setHttpsConfigurator(new HttpsConfigurator(certificate));
        registry.createContext("/", this::answer);
        registry.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        boolean known =
                ("Basic " + basic()).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        int code = exchange.getRequestURI().getPath().startsWith("/schemas") ? 40403 : 40401;
        int status = !known ? 401 : registryIsAway ? 503 : 404;
        byte[] body = ("{\"error_code\":" + code + "}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Told a moment after all tasks run; decisions may be earlier. */
    private String webPage() {
        return await().atMost(PATIENCE)
                .until(
                        () ->
                                Pattern.compile("http://localhost:\\d+")
                                        .matcher(output())
                                        .results()
                                        .map(MatchResult::group)
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private String output() throws IOException {
        return Files.readString(scratch.resolve("output.txt"));
    }

    /** All that the run wrote: its output, its log, its configuration, its checkpoints. */
    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(scratch)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(
                        file.toString(),
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }
}
