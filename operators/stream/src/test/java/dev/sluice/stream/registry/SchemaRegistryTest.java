// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.registry;

import dev.sluice.schema.RegistryUnavailableException;
import dev.sluice.schema.WireFormatException;
import dev.sluice.stream.config.AccessException;
import dev.sluice.stream.config.Secret;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SchemaRegistryTest {

    private static final String SCHEMA = "{\"type\":\"string\"}";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path folder;

    private final SteppedWaiting waiting = new SteppedWaiting();
    private FakeRegistry server;
    private SchemaRegistry registry;

    @BeforeEach
    void start() throws Exception {
        server = new FakeRegistry();
        registry = registry(Credentials.none(), server.url());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void findsASchemaByItsId() throws Exception {
        server.schema(7, SCHEMA);
        assertThat(registry.schema(7)).contains(SCHEMA);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    void whatPassesIsAskedAgain(int status) throws Exception {
        server.answer("GET /schemas/ids/7", status, "{\"error_code\":50001}").schema(7, SCHEMA);

        assertThat(registry.schema(7)).contains(SCHEMA);

        assertThat(server.asked()).hasSize(2);
        assertThat(waiting.pauses()).hasSize(1);
    }

    @Test
    void aPageForPeopleIsNoAnswerAndSaysNothingAboutTheRecord() throws Exception {
        server.answer("GET /schemas/ids/7", 404, "<html>").schema(7, SCHEMA);
        assertThat(registry.schema(7)).contains(SCHEMA);
    }

    @Test
    void pausesGrowAndPatienceEnds() {
        server.answer("GET /schemas/ids/7", 503, "{}");

        assertThatThrownBy(() -> registry.schema(7))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining(server.url())
                .hasMessageContaining("GET /schemas/ids/7")
                .hasMessageContaining("registry.patience (PT1M)")
                .hasMessageContaining("it answered 503")
                .hasMessageContaining("check that it runs, and registry.url");

        List<Duration> pauses = waiting.pauses();
        assertThat(pauses).hasSizeBetween(12, 25);
        assertThat(pauses.get(0)).isLessThan(Duration.ofMillis(130));
        assertThat(pauses.get(pauses.size() - 1))
                .isBetween(Duration.ofMillis(3_700), Duration.ofMillis(6_300));
        assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(PATIENCE, PATIENCE.plusSeconds(7));
    }

    @Test
    void aRegistryThatIsNotThereIsAskedForAsLong() {
        String away = server.url();
        server.close();
        assertThatThrownBy(() -> registry(Credentials.none(), away).schema(7))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining(away)
                .hasMessageContaining("ConnectException");
    }

    @Test
    void goesOnWithTheNextAddress() throws Exception {
        try (FakeRegistry other = new FakeRegistry()) {
            String away = server.url();
            server.close();
            other.schema(7, SCHEMA).schema(8, SCHEMA);
            SchemaRegistry both = registry(Credentials.none(), away, other.url());

            assertThat(both.schema(7)).contains(SCHEMA);
            assertThat(both.schema(8)).contains(SCHEMA);

            assertThat(other.asked()).hasSize(2);
            assertThat(waiting.pauses()).hasSize(1);
        }
    }

    @Test
    void anIdThatAReplicaDoesNotKnowYetIsWaitedFor() throws Exception {
        server.unknown(7).unknown(7).schema(7, SCHEMA);
        assertThat(registry.schema(7)).contains(SCHEMA);
    }

    @Test
    void anUnknownIdIsAskedForSomeMomentsAndThenNoMoreForAWhile() throws Exception {
        server.unknown(7).unknown(8);
        assertThat(registry.schema(7)).isEmpty();
        assertThat(waiting.pauses()).hasSize(5);
        int asked = server.asked().size();

        // a stream of nonsense is not waited for, record by record
        assertThat(registry.schema(7)).isEmpty();
        assertThat(registry.schema(8)).isEmpty();
        assertThat(server.asked()).hasSize(asked + 1);
        assertThat(waiting.pauses()).hasSize(5);

        waiting.pass(Duration.ofSeconds(31));
        assertThat(registry.schema(7)).isEmpty();
        assertThat(waiting.pauses()).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void whoIsTurnedAwayAsksOnceAndSaysWhoItWas(int status) throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "hunter2-registry\n");
        server.answer("GET /schemas/ids/7", status, "{\"message\":\"who are you\"}");
        SchemaRegistry wrong =
                registry(
                        Credentials.basic(
                                "sluice",
                                Secret.of("registry.password", "${file:" + password + "}")),
                        server.url());

        assertThatThrownBy(() -> wrong.schema(7))
                .isInstanceOf(AccessException.class)
                .hasMessageContaining("user 'sluice' with the password of ${file:" + password)
                .hasMessageContaining(status + " (who are you)")
                .hasMessageContaining("check registry.user and registry.password")
                .hasMessageNotContaining("hunter2");
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void secretsAreReadForEveryRequestAnew() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "first\n");
        server.schema(7, SCHEMA).schema(8, SCHEMA);
        SchemaRegistry bearer =
                registry(
                        Credentials.bearer(Secret.of("registry.token", "${file:" + token + "}")),
                        server.url());

        bearer.schema(7);
        Files.writeString(token, "second");
        bearer.schema(8);

        assertThat(server.authorizations()).containsExactly("Bearer first", "Bearer second");
    }

    @Test
    void aSecretThatIsGoneIsNoFaultOfTheRecord() {
        SchemaRegistry bearer =
                registry(
                        Credentials.bearer(Secret.of("registry.token", "${file:/nowhere}")),
                        server.url());
        assertThatThrownBy(() -> bearer.schema(7))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("cannot be asked: ${file:/nowhere} names a file");
    }

    @Test
    void whatIsNoAvroSchemaOnItsOwnIsRefused() {
        server.answer(
                        "GET /schemas/ids/7",
                        200,
                        "{\"schemaType\":\"PROTOBUF\",\"schema\":\"syntax\"}")
                .answer(
                        "GET /schemas/ids/8",
                        200,
                        "{\"schema\":\"{}\",\"references\":[{\"name\":\"a\"}]}");
        assertThatThrownBy(() -> registry.schema(7))
                .isInstanceOf(WireFormatException.class)
                .hasMessageContaining("schema id 7 is of type PROTOBUF; expected AVRO");
        assertThatThrownBy(() -> registry.schema(8))
                .isInstanceOf(WireFormatException.class)
                .hasMessageContaining("schema id 8 refers to other schemas");
    }

    @Test
    void knowsTheVersionsOfASubjectAndNoneOfAnUnknownOne() {
        server.answer("GET /subjects/a%2Fb-value/versions", 200, "[1,2]")
                .answer("GET /subjects/a%2Fb-value/versions/1", 200, version(4))
                .answer("GET /subjects/a%2Fb-value/versions/2", 200, version(9))
                .answer("GET /subjects/none-value/versions", 404, "{\"error_code\":40401}");
        assertThat(registry.versions("a/b-value")).containsOnlyKeys(4, 9).containsValue(SCHEMA);
        assertThat(registry.versions("none-value")).isEmpty();
    }

    @Test
    void registersAndSaysWhyItWasNotAllowedTo() {
        String question = "POST /subjects/decisions-value/versions";
        server.answer(question, 200, "{\"id\":12}")
                .answer(question, 409, "{\"error_code\":409,\"message\":\"b at /fields/0\"}");

        assertThat(registry.register("decisions-value", SCHEMA)).isEqualTo(12);
        assertThat(server.asked())
                .containsExactly(
                        question + " {\"schema\":\"" + FakeRegistry.quoted(SCHEMA) + "\"}");
        assertThatThrownBy(() -> registry.register("decisions-value", SCHEMA))
                .isInstanceOf(AccessException.class)
                .hasMessageContaining("does not take our schema as a version of decisions-value")
                .hasMessageContaining("409 (b at /fields/0)")
                .hasMessageContaining("registry.compatibility");
    }

    private static String version(int id) {
        return "{\"id\":" + id + ",\"schema\":\"" + FakeRegistry.quoted(SCHEMA) + "\"}";
    }

    private SchemaRegistry registry(Credentials credentials, String... urls) {
        return new SchemaRegistry(
                new RegistryConfig(
                        List.of(urls),
                        credentials,
                        "",
                        Duration.ofSeconds(10),
                        PATIENCE,
                        OutputFraming.REGISTRY,
                        OwnSchemas.REGISTER,
                        Compatibility.UNCHANGED),
                RegistryMetrics.none(),
                waiting);
    }
}
