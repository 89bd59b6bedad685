// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that Flink's REST interface, and so its web page, tells of a cluster. */
final class RestCrawl {

    private static final List<String> CLUSTER =
            List.of(
                    "/config",
                    "/overview",
                    "/datasets",
                    "/jars",
                    "/jobmanager/config",
                    "/jobmanager/environment",
                    "/jobmanager/logs",
                    "/jobmanager/thread-dump",
                    "/jobs",
                    "/jobs/overview",
                    "/jobs/metrics",
                    "/taskmanagers",
                    "/taskmanagers/metrics");
    private static final List<String> JOB =
            List.of(
                    "",
                    "/accumulators",
                    "/checkpoints",
                    "/checkpoints/config",
                    "/config",
                    "/exceptions",
                    "/jobmanager/config",
                    "/jobmanager/environment",
                    "/plan",
                    "/status");
    private static final List<String> VERTEX =
            List.of("", "/accumulators", "/subtasktimes", "/taskmanagers", "/watermarks");
    private static final List<String> TASK_MANAGER = List.of("", "/logs", "/thread-dump");

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, String> pages = new LinkedHashMap<>();
    private final String root;

    RestCrawl(String root) {
        this.root = root;
    }

    /** Pages that answered, by path; of metrics, their values. */
    Map<String, String> crawl() throws Exception {
        for (String path : CLUSTER) {
            get(path);
        }
        metrics("/jobmanager/metrics");
        for (JsonNode manager : read("/taskmanagers").path("taskmanagers")) {
            String path =
                    "/taskmanagers/"
                            + URLEncoder.encode(
                                    manager.path("id").asText(), StandardCharsets.UTF_8);
            for (String part : TASK_MANAGER) {
                get(path + part);
            }
            metrics(path + "/metrics");
        }
        for (JsonNode job : read("/jobs/overview").path("jobs")) {
            job("/jobs/" + job.path("jid").asText());
        }
        return pages;
    }

    /** One page. */
    String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(
                        HttpRequest.newBuilder(URI.create(root + path))
                                .timeout(Duration.ofSeconds(20))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        // what a cluster within a process does not have, such as files of logs, is told as well
        pages.put(path, response.body());
        return response.body();
    }

    private void job(String path) throws Exception {
        for (String part : JOB) {
            get(path + part);
        }
        metrics(path + "/metrics");
        for (JsonNode vertex : read(path).path("vertices")) {
            String below = path + "/vertices/" + vertex.path("id").asText();
            for (String part : VERTEX) {
                get(below + part);
            }
            metrics(below + "/metrics");
            metrics(below + "/subtasks/metrics");
        }
    }

    private void metrics(String path) throws Exception {
        List<String> names = new ArrayList<>();
        for (JsonNode metric : read(path)) {
            names.add(URLEncoder.encode(metric.path("id").asText(), StandardCharsets.UTF_8));
        }
        // a request has to fit into a line
        for (int from = 0; from < names.size(); from += 30) {
            get(
                    path
                            + "?get="
                            + String.join(
                                    ",", names.subList(from, Math.min(names.size(), from + 30))));
        }
    }

    private JsonNode read(String path) throws Exception {
        return json.readTree(get(path));
    }
}
