// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** What Flink's REST interface knows of a job. */
final class JobRest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final ObjectMapper json = new ObjectMapper();
    private final String job;

    /**
     * A job.
     *
     * @param webAddress address of the REST interface
     * @param jobId id of the job
     */
    JobRest(String webAddress, String jobId) {
        this.job = webAddress + "/jobs/" + jobId;
    }

    /**
     * What stands at a path below the job.
     *
     * @throws IOException if Flink does not answer
     */
    JsonNode get(String path) throws IOException, InterruptedException {
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
