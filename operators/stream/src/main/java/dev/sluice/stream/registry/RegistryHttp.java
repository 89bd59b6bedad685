// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.registry;

import dev.sluice.schema.RegistryUnavailableException;
import dev.sluice.stream.config.AccessException;
import dev.sluice.stream.config.ConfigException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Requests to a registry, repeated until they are answered or patience is at its end. Not
 * thread-safe.
 *
 * <p>A client is made for a question and not kept: questions are rare, and its thread would outlive
 * the job that it was loaded with.
 */
final class RegistryHttp {

    private static final Logger LOG = LoggerFactory.getLogger(RegistryHttp.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final int LONGEST_ANSWER = 4 << 20;
    private static final String JSON = "application/vnd.schemaregistry.v1+json";

    /** What passes: time-outs, too many requests, and whatever is wrong at the server. */
    private static final Set<Integer> PASSING = Set.of(408, 425, 429);

    /** A registry's own codes have the status as their first three digits. */
    private static final int CODES_A_STATUS = 100;

    /**
     * What the registry says.
     *
     * @param status of HTTP
     * @param code what the registry makes of it; 0 if it says nothing
     * @param body what it says
     */
    record Answer(int status, int code, JsonNode body) {

        boolean isOk() {
            return status >= 200 && status < 300;
        }

        String message() {
            String message = body.path("message").asText("");
            return status + (message.isEmpty() ? "" : " (" + message + ")");
        }
    }

    private final RegistryConfig config;
    private final RegistryMetrics metrics;
    private final Waiting waiting;
    private final ObjectMapper json = new ObjectMapper();
    private int current;

    RegistryHttp(RegistryConfig config, RegistryMetrics metrics, Waiting waiting) {
        this.config = config;
        this.metrics = metrics;
        this.waiting = waiting;
    }

    /** Address that is asked now. */
    String url() {
        return config.urls().get(current);
    }

    /**
     * The answer to a question.
     *
     * @param body JSON, or empty for none
     * @throws RegistryUnavailableException if there is none in time
     * @throws AccessException if the registry turns us away
     */
    Answer ask(String method, String path, String body) {
        try {
            return ask(Tls.client(config), method, path, body);
        } catch (ConfigException e) {
            // a file that is gone, say, is no fault of the record that is being read
            throw new RegistryUnavailableException(
                    "schema registry " + url() + " cannot be asked: " + e.getMessage(), e);
        }
    }

    private Answer ask(HttpClient client, String method, String path, String body) {
        long begin = waiting.nanoTime();
        Duration pause = FIRST_PAUSE;
        while (true) {
            Exception failure;
            try {
                Answer answer = once(client, method, path, body);
                metrics.answered();
                metrics.settled();
                return answer;
            } catch (IOException e) {
                failure = e;
            } catch (InterruptedException e) {
                throw interrupted(method, path, e);
            }
            metrics.failed();
            if (waiting.nanoTime() - begin > config.patience().toNanos()) {
                metrics.settled();
                throw unavailable(method, path, failure);
            }
            LOG.warn(
                    "Schema registry {} does not answer {} {} ({}); records of schemas that are not"
                            + " known yet wait",
                    url(),
                    method,
                    path,
                    text(failure));
            current = (current + 1) % config.urls().size();
            try {
                waiting.pause(varied(pause));
            } catch (InterruptedException e) {
                throw interrupted(method, path, e);
            }
            pause = pause.multipliedBy(2);
            pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        }
    }

    private Answer once(HttpClient client, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url() + path))
                        .timeout(config.timeout())
                        .header("Accept", JSON + ", application/json")
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", JSON);
        }
        config.credentials()
                .authorization()
                .ifPresent(value -> request.header("Authorization", value));
        HttpResponse<InputStream> response =
                client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        JsonNode content;
        try (InputStream in = response.body()) {
            content = parsed(in.readNBytes(LONGEST_ANSWER));
        }
        int status = response.statusCode();
        Answer answer = new Answer(status, content.path("error_code").asInt(0), content);
        if (status == 401 || status == 403) {
            throw turnedAway(answer);
        }
        if (status >= 500 || PASSING.contains(status)) {
            throw new IOException("it answered " + answer.message());
        }
        boolean saysWhy = answer.code() == status || answer.code() / CODES_A_STATUS == status;
        if (answer.isOk() ? content.isMissingNode() : !saysWhy) {
            // a proxy, a page for people, a wrong path: nothing that would tell about a record
            throw new IOException(
                    "it answered "
                            + status
                            + " as no schema registry does; expected the path of the Confluent"
                            + " interface in "
                            + RegistryOptions.URL.key());
        }
        return answer;
    }

    private JsonNode parsed(byte[] content) throws IOException {
        try {
            JsonNode parsed = json.readTree(content);
            return parsed == null ? MissingNode.getInstance() : parsed;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private AccessException turnedAway(Answer answer) {
        return new AccessException(
                "schema registry "
                        + url()
                        + " turned away "
                        + config.credentials().who()
                        + ": it answered "
                        + answer.message()
                        + "; expected credentials that it takes; check "
                        + RegistryOptions.USER.key()
                        + " and "
                        + RegistryOptions.PASSWORD.key()
                        + ", or "
                        + RegistryOptions.TOKEN.key(),
                null);
    }

    private RegistryUnavailableException unavailable(
            String method, String path, Exception failure) {
        return new RegistryUnavailableException(
                "schema registry "
                        + String.join(", ", config.urls())
                        + " did not answer "
                        + method
                        + " "
                        + path
                        + " within "
                        + RegistryOptions.PATIENCE.key()
                        + " ("
                        + config.patience()
                        + "): "
                        + text(failure)
                        + "; expected a registry; check that it runs, and "
                        + RegistryOptions.URL.key()
                        + ". No record was lost or refused.",
                failure);
    }

    private RegistryUnavailableException interrupted(
            String method, String path, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new RegistryUnavailableException(
                "interrupted while waiting for schema registry "
                        + url()
                        + " to answer "
                        + method
                        + " "
                        + path,
                e);
    }

    private static String text(Exception failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }

    /** Subtasks that miss the same schema must not ask in step. */
    private static Duration varied(Duration pause) {
        return Duration.ofNanos(
                (long) (pause.toNanos() * ThreadLocalRandom.current().nextDouble(0.75, 1.25)));
    }
}
