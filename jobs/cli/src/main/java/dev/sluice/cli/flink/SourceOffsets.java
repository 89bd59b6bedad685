// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.kafka.common.TopicPartition;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How far a source of a running job has read its topic, asked at Flink's REST interface.
 *
 * <p>The offsets that a source commits would be the obvious thing to ask for; but the fetcher of a
 * partition that falls silent may sit on a commit for the ten seconds of its poll.
 */
public final class SourceOffsets {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final ObjectMapper json = new ObjectMapper();
    private final String job;
    private final String sourceUid;
    private String vertex = "";

    private SourceOffsets(String job, String sourceUid) {
        this.job = job;
        this.sourceUid = sourceUid;
    }

    /**
     * Offsets of a source.
     *
     * @param webAddress address of Flink's REST interface
     * @param jobId id of the job
     * @param sourceUid uid of the source, which is its name, too
     */
    public static SourceOffsets of(String webAddress, String jobId, String sourceUid) {
        return new SourceOffsets(webAddress + "/jobs/" + jobId, sourceUid);
    }

    /**
     * Whether the source has handed on every record before some offsets.
     *
     * @throws IOException if Flink does not answer
     */
    public boolean hasRead(Map<TopicPartition, Long> ends)
            throws IOException, InterruptedException {
        if (vertex.isEmpty()) {
            vertex = vertex();
        }
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            if (end.getValue() > 0 && lastRead(end.getKey()).orElse(-1L) < end.getValue() - 1) {
                return false;
            }
        }
        return true;
    }

    private String vertex() throws IOException, InterruptedException {
        for (JsonNode found : get("").path("vertices")) {
            if (found.path("name").asText().contains(sourceUid)) {
                return found.path("id").asText();
            }
        }
        throw new IOException("The job has no source " + sourceUid);
    }

    private Optional<Long> lastRead(TopicPartition partition)
            throws IOException, InterruptedException {
        String metric =
                "Source__"
                        + sourceUid
                        + ".KafkaSourceReader.topic."
                        + partition.topic()
                        + ".partition."
                        + partition.partition()
                        + ".currentOffset";
        JsonNode found =
                get(
                        "/vertices/"
                                + vertex
                                + "/subtasks/metrics?agg=max&get="
                                + URLEncoder.encode(metric, StandardCharsets.UTF_8));
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of((long) found.get(0).path("max").asDouble(-1));
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(job + path)).timeout(TIMEOUT).build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(
                    "Flink answered " + response.statusCode() + " to " + request.uri());
        }
        return json.readTree(response.body());
    }
}
