// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.registry;

import dev.sluice.schema.RegistryUnavailableException;
import dev.sluice.schema.WireFormatException;
import dev.sluice.schema.WriterSchemas;
import dev.sluice.stream.config.AccessException;
import dev.sluice.stream.registry.RegistryHttp.Answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A schema registry with Confluent's REST interface. Not thread-safe.
 *
 * <p>An id that is not known is asked for again for a moment: a schema that was registered just now
 * may not have reached the replica that answers. A wait that proved useless is not repeated for a
 * while, so that a stream of nonsense is not slowed down by every record of it.
 *
 * <p>Source: Confluent Schema Registry, API reference.
 */
final class SchemaRegistry implements WriterSchemas {

    private static final int UNKNOWN_SUBJECT = 40401;
    private static final int UNKNOWN_VERSION = 40402;
    private static final int UNKNOWN_SCHEMA = 40403;

    /** What a replica may be behind. */
    private static final Duration LAG = Duration.ofSeconds(1);

    private static final Duration LAG_PAUSE = Duration.ofMillis(200);

    /** For how long an unknown id is taken for unknown, and unknown ones are not waited for. */
    private static final Duration UNKNOWN_FOR = Duration.ofSeconds(30);

    private static final int MOST_UNKNOWN = 1_000;

    /** Versions of a subject that are asked for beforehand, the newest. */
    private static final int MOST_VERSIONS = 50;

    private final RegistryHttp http;
    private final Waiting waiting;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<Integer, Long> unknown = new LinkedHashMap<>();
    private long lastUselessWait;
    private boolean waitedInVain;

    SchemaRegistry(RegistryConfig config, RegistryMetrics metrics, Waiting waiting) {
        this.http = new RegistryHttp(config, metrics, waiting);
        this.waiting = waiting;
    }

    @Override
    public Optional<String> schema(int id) throws WireFormatException {
        Long since = unknown.get(id);
        if (since != null && isRecent(since)) {
            return Optional.empty();
        }
        Optional<JsonNode> found = find(id);
        if (found.isEmpty() && !(waitedInVain && isRecent(lastUselessWait))) {
            found = wait(id);
        }
        if (found.isEmpty()) {
            if (unknown.size() >= MOST_UNKNOWN) {
                unknown.clear();
            }
            unknown.put(id, waiting.nanoTime());
            return Optional.empty();
        }
        unknown.remove(id);
        return Optional.of(text("schema id " + id, found.get()));
    }

    private Optional<JsonNode> wait(int id) {
        long begin = waiting.nanoTime();
        while (waiting.nanoTime() - begin < LAG.toNanos()) {
            try {
                waiting.pause(LAG_PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RegistryUnavailableException("interrupted while asking for a schema", e);
            }
            Optional<JsonNode> found = find(id);
            if (found.isPresent()) {
                return found;
            }
        }
        waitedInVain = true;
        lastUselessWait = waiting.nanoTime();
        return Optional.empty();
    }

    private boolean isRecent(long nanoTime) {
        return waiting.nanoTime() - nanoTime < UNKNOWN_FOR.toNanos();
    }

    private Optional<JsonNode> find(int id) {
        Answer answer = http.ask("GET", "/schemas/ids/" + id, "");
        if (answer.code() == UNKNOWN_SCHEMA) {
            return Optional.empty();
        }
        return Optional.of(ok(answer, "schema id " + id).body());
    }

    /**
     * The schemas of the newest versions of a subject, by id; none if there is no such subject.
     * Those that are no Avro schemas are left out.
     */
    Map<Integer, String> versions(String subject) {
        String path = "/subjects/" + encoded(subject) + "/versions";
        Answer versions = http.ask("GET", path, "");
        if (versions.code() == UNKNOWN_SUBJECT) {
            return Map.of();
        }
        List<Integer> numbers = new ArrayList<>();
        ok(versions, subject).body().forEach(version -> numbers.add(version.asInt()));
        Map<Integer, String> schemas = new LinkedHashMap<>();
        for (int number :
                numbers.subList(Math.max(0, numbers.size() - MOST_VERSIONS), numbers.size())) {
            Answer version = http.ask("GET", path + "/" + number, "");
            if (version.code() == UNKNOWN_VERSION || version.code() == UNKNOWN_SUBJECT) {
                continue;
            }
            JsonNode body = ok(version, subject).body();
            try {
                schemas.put(body.path("id").asInt(), text(subject, body));
            } catch (WireFormatException e) {
                // a record of it is refused when it comes, with this reason
                continue;
            }
        }
        return schemas;
    }

    /** Sets the rule of a subject. */
    void require(String subject, Compatibility rule) {
        ObjectNode body = json.createObjectNode().put("compatibility", rule.name());
        ok(http.ask("PUT", "/config/" + encoded(subject), body.toString()), subject);
    }

    /**
     * The id of a schema under a subject; it is registered if it is not yet.
     *
     * @throws AccessException if the registry refuses it, with what it says
     */
    int register(String subject, String schema) {
        String path = "/subjects/" + encoded(subject) + "/versions";
        Answer answer = http.ask("POST", path, body(schema));
        if (!answer.isOk()) {
            throw new AccessException(
                    "schema registry "
                            + http.url()
                            + " does not take our schema as a version of "
                            + subject
                            + ": it answered "
                            + answer.message()
                            + "; expected a subject whose rule allows it; give the topic another"
                            + " name, or change the rule of the subject ("
                            + RegistryOptions.COMPATIBILITY.key()
                            + ")",
                    null);
        }
        return answer.body().path("id").asInt();
    }

    /** The id of a schema under a subject, if it is registered there. */
    Optional<Integer> lookUp(String subject, String schema) {
        Answer answer = http.ask("POST", "/subjects/" + encoded(subject), body(schema));
        if (answer.code() == UNKNOWN_SCHEMA || answer.code() == UNKNOWN_SUBJECT) {
            return Optional.empty();
        }
        return Optional.of(ok(answer, subject).body().path("id").asInt());
    }

    /** Address that was asked last. */
    String url() {
        return http.url();
    }

    private String body(String schema) {
        return json.createObjectNode().put("schema", schema).toString();
    }

    private Answer ok(Answer answer, String what) {
        if (!answer.isOk()) {
            throw new RegistryUnavailableException(
                    "schema registry "
                            + http.url()
                            + ", asked for "
                            + what
                            + ", answered "
                            + answer.message()
                            + "; expected what it has",
                    null);
        }
        return answer;
    }

    private static String text(String what, JsonNode schema) throws WireFormatException {
        String type = schema.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw wrongSchema(what + " is of type " + type + "; expected AVRO");
        }
        if (!schema.path("references").isEmpty()) {
            throw wrongSchema(
                    what
                            + " refers to other schemas, which is not supported; expected one that"
                            + " has its types written out");
        }
        return schema.path("schema").asText();
    }

    private static WireFormatException wrongSchema(String detail) {
        return new WireFormatException(WireFormatException.Reason.WRONG_SCHEMA, detail);
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8);
    }
}
