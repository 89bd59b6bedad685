// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.faults.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The REST API of the JobManager, as far as the tests use it. */
public final class JobManagerApi {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int FIRST_FAILURE = 400;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final URI root;

    JobManagerApi(int port) {
        this.root = URI.create("http://" + Ports.HOST + ":" + port);
    }

    /** Where a person looks at the cluster. */
    public URI root() {
        return root;
    }

    /** Answer to a GET. */
    public JsonNode get(String path) throws IOException {
        return send(HttpRequest.newBuilder(root.resolve(path)).GET());
    }

    /** Answer to a POST of a JSON document. */
    public JsonNode post(String path, Map<String, ?> body) throws IOException {
        return send(
                HttpRequest.newBuilder(root.resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    /** Asks a job to end, and does not wait for it. */
    public void cancel(String job) throws IOException {
        send(
                HttpRequest.newBuilder(root.resolve("/jobs/" + job))
                        .method("PATCH", BodyPublishers.noBody()));
    }

    /** Number of TaskManagers that have registered. */
    public int taskManagers() throws IOException {
        return get("/overview").get("taskmanagers").asInt();
    }

    /** Slots that no job has. */
    public int freeSlots() throws IOException {
        return get("/overview").get("slots-available").asInt();
    }

    /**
     * Brings a jar to the cluster.
     *
     * @return its identifier
     */
    public String upload(Path jar) throws IOException {
        String boundary = "sluice-" + System.nanoTime();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(
                ("--"
                                + boundary
                                + "\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\""
                                + jar.getFileName()
                                + "\"\r\nContent-Type: application/x-java-archive\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        body.write(Files.readAllBytes(jar));
        body.write(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        JsonNode answer =
                send(
                        HttpRequest.newBuilder(root.resolve("/jars/upload"))
                                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                                .POST(BodyPublishers.ofByteArray(body.toByteArray())));
        return Path.of(answer.get("filename").asText()).getFileName().toString();
    }

    /**
     * Runs the main class of a jar.
     *
     * @return identifier of the job
     */
    public String run(String jar, List<String> arguments, Map<String, ?> more) throws IOException {
        Map<String, Object> body = new java.util.HashMap<>(more);
        body.put("programArgsList", arguments);
        return post("/jars/" + jar + "/run", body).get("jobid").asText();
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException {
        try {
            HttpRequest built = request.timeout(TIMEOUT).build();
            var answer = http.send(built, BodyHandlers.ofString());
            if (answer.statusCode() >= FIRST_FAILURE) {
                throw new IOException(
                        built.method()
                                + " "
                                + built.uri()
                                + " was answered with "
                                + answer.statusCode()
                                + ": "
                                + answer.body());
            }
            return answer.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking the JobManager", e);
        }
    }
}
