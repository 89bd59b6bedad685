// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.flink;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.kafka.common.TopicPartition;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far a source of a running job has read its topic, asked at Flink's REST interface.
 *
 * <p>The offsets that a source commits would be the obvious thing to ask for; but the fetcher of a
 * partition that falls silent may sit on a commit for the ten seconds of its poll. Not thread-safe.
 */
public final class SourceOffsets {

    private final JobRest job;
    private final String sourceUid;
    private final Map<TopicPartition, Long> lastRead = new HashMap<>();
    private String vertex = "";

    private SourceOffsets(JobRest job, String sourceUid) {
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
        return new SourceOffsets(new JobRest(webAddress, jobId), sourceUid);
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
            if (!hasRead(end.getKey(), end.getValue())) {
                return false;
            }
        }
        return true;
    }

    private boolean hasRead(TopicPartition partition, long end)
            throws IOException, InterruptedException {
        if (lastRead.getOrDefault(partition, -1L) >= end - 1) {
            return true;
        }
        lastRead(partition).ifPresent(offset -> lastRead.put(partition, offset));
        return lastRead.getOrDefault(partition, -1L) >= end - 1;
    }

    private String vertex() throws IOException, InterruptedException {
        for (JsonNode found : job.get("").path("vertices")) {
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
                job.get(
                        "/vertices/"
                                + vertex
                                + "/subtasks/metrics?agg=max&get="
                                + URLEncoder.encode(metric, StandardCharsets.UTF_8));
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of((long) found.get(0).path("max").asDouble(-1));
    }
}
