// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A real schema registry in a process of its own. */
final class RegistryProcess implements AutoCloseable {

    /** What Maven unpacks before the integration tests. */
    private static final Path HOME = Path.of("target", "registry").toAbsolutePath();

    private static final String CONFLUENT = "/apis/ccompat/v7";
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final Path folder;
    private final int port;
    private Process process;

    private RegistryProcess(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Starts one, and does not wait until it answers. */
    static RegistryProcess start(Path folder) throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            RegistryProcess registry = new RegistryProcess(folder, free.getLocalPort());
            free.close();
            registry.start();
            return registry;
        }
    }

    private void start() throws IOException {
        assertThat(HOME).as("the registry, unpacked by 'mvn verify'").isDirectory();
        ProcessBuilder builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-jar",
                                runner().toString())
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(
                                        folder.resolve("registry.log").toFile()));
        builder.environment()
                .putAll(
                        Map.of(
                                "APICURIO_STORAGE_KIND", "sql",
                                "APICURIO_STORAGE_SQL_KIND", "h2",
                                "APICURIO_DATASOURCE_URL",
                                        "jdbc:h2:file:" + folder.resolve("registry"),
                                "QUARKUS_HTTP_HOST", "127.0.0.1",
                                "QUARKUS_HTTP_PORT", port + ""));
        process = builder.start();
    }

    void awaitAnswers() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() -> ask("GET", "/subjects", "").isArray());
    }

    int port() {
        return port;
    }

    /** Path of the Confluent interface. */
    String path() {
        return CONFLUENT;
    }

    /** Registers a schema; its id. */
    int register(String subject, String schema) throws Exception {
        return ask(
                        "POST",
                        "/subjects/" + subject + "/versions",
                        json.createObjectNode().put("schema", schema).toString())
                .get("id")
                .asInt();
    }

    /** The schema of an id. */
    String schema(int id) throws Exception {
        return ask("GET", "/schemas/ids/" + id, "").get("schema").asText();
    }

    /** The rule of a subject. */
    String rule(String subject) throws Exception {
        return ask("GET", "/config/" + subject, "").get("compatibilityLevel").asText();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private JsonNode ask(String method, String path, String body) throws Exception {
        HttpResponse<String> response =
                http.send(
                        HttpRequest.newBuilder(
                                        URI.create("http://127.0.0.1:" + port + CONFLUENT + path))
                                .timeout(Duration.ofSeconds(20))
                                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json.readTree(response.body());
    }

    private static Path runner() {
        try (var files = Files.list(HOME)) {
            return files.filter(file -> file.toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
