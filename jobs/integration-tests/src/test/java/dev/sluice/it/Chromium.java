// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.awaitility.Awaitility.await;

/** A real browser without a window, with one tab, driven by the DevTools protocol. */
final class Chromium implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Process process;
    private final WebSocket socket;
    private final Answers answers;
    private final String session;

    private Chromium(Process process, WebSocket socket, Answers answers) throws Exception {
        this.process = process;
        this.socket = socket;
        this.answers = answers;
        String target =
                command("", "Target.createTarget", Map.of("url", "about:blank"))
                        .get("targetId")
                        .asText();
        this.session =
                command("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                        .get("sessionId")
                        .asText();
        for (String domain : List.of("Page", "Runtime", "Network", "Log")) {
            command(domain + ".enable", Map.of());
        }
    }

    /** Where it is installed, if it is. */
    static Optional<Path> installed() {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, "chromium"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts it.
     *
     * @param folder an empty folder for its profile
     */
    static Chromium start(Path program, Path folder) throws Exception {
        Process process =
                new ProcessBuilder(
                                program.toString(),
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--disable-extensions",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--no-first-run",
                                // whatever is not on this machine is not found
                                "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
                                "--remote-debugging-port=0",
                                "--user-data-dir=" + folder)
                        .redirectErrorStream(true)
                        .redirectOutput(Files.createDirectories(folder).resolve("log").toFile())
                        .start();
        try {
            Path port = folder.resolve("DevToolsActivePort");
            await().atMost(PATIENCE)
                    .until(() -> Files.exists(port) && Files.readAllLines(port).size() == 2);
            List<String> lines = Files.readAllLines(port);
            Answers answers = new Answers();
            WebSocket socket =
                    HttpClient.newHttpClient()
                            .newWebSocketBuilder()
                            .buildAsync(
                                    URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1)),
                                    answers)
                            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return new Chromium(process, socket, answers);
        } catch (Exception | Error e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** Opens an address in the tab. */
    void open(String url) throws Exception {
        command("Page.navigate", Map.of("url", url));
    }

    /** The value of an expression, as JSON. */
    JsonNode evaluate(String expression) throws Exception {
        JsonNode answer =
                command(
                        "Runtime.evaluate",
                        Map.of("expression", expression, "returnByValue", true));
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
        }
        return answer.at("/result/value");
    }

    /** Sets the size of the window, in CSS pixels. */
    void size(int width, int height) throws Exception {
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", true));
    }

    /** Sets what the user prefers: light or dark. */
    void prefer(String scheme) throws Exception {
        Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", scheme);
        command("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
    }

    /** Presses a key: Tab or Enter. */
    void press(String key) throws Exception {
        int code = key.equals("Tab") ? 9 : 13;
        String text = key.equals("Tab") ? "" : "\r";
        for (String type : List.of("keyDown", "keyUp")) {
            command(
                    "Input.dispatchKeyEvent",
                    Map.of(
                            "type", type,
                            "key", key,
                            "code", key,
                            "windowsVirtualKeyCode", code,
                            "text", type.equals("keyDown") ? text : ""));
        }
    }

    /** What the window shows, as PNG. */
    byte[] screenshot() throws Exception {
        JsonNode shot = command("Page.captureScreenshot", Map.of("format", "png"));
        return Base64.getDecoder().decode(shot.get("data").asText());
    }

    /** Addresses that were asked for. */
    List<String> requests() {
        return answers.events("Network.requestWillBeSent").stream()
                .map(event -> event.at("/params/request/url").asText())
                .toList();
    }

    /** What went wrong in the page: exceptions, and what the console shows as an error. */
    List<String> problems() {
        return Stream.concat(
                        answers.events("Runtime.exceptionThrown").stream(),
                        answers.events("Log.entryAdded").stream()
                                .filter(e -> e.at("/params/entry/level").asText().equals("error")))
                .map(JsonNode::toString)
                .toList();
    }

    @Override
    public void close() throws Exception {
        socket.abort();
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    private JsonNode command(String method, Map<String, ?> parameters) throws Exception {
        return command(session, method, parameters);
    }

    private JsonNode command(String inSession, String method, Map<String, ?> parameters)
            throws Exception {
        ObjectNode message = MAPPER.createObjectNode();
        int id = answers.next();
        message.put("id", id).put("method", method).set("params", MAPPER.valueToTree(parameters));
        if (!inSession.isEmpty()) {
            message.put("sessionId", inSession);
        }
        CompletableFuture<JsonNode> answer = answers.expect(id);
        socket.sendText(message.toString(), true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        JsonNode got = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (got.has("error")) {
            throw new IOException(method + ": " + got.get("error"));
        }
        return got.get("result");
    }

    /** What the browser says. */
    private static final class Answers implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();
        private final Map<Integer, CompletableFuture<JsonNode>> expected =
                new ConcurrentHashMap<>();
        private final List<JsonNode> events = new CopyOnWriteArrayList<>();
        private int last;

        int next() {
            return ++last;
        }

        CompletableFuture<JsonNode> expect(int id) {
            return expected.computeIfAbsent(id, any -> new CompletableFuture<>());
        }

        List<JsonNode> events(String method) {
            return events.stream().filter(e -> e.path("method").asText().equals(method)).toList();
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                take(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        private void take(String message) {
            try {
                JsonNode node = MAPPER.readTree(message);
                if (node.has("id")) {
                    expect(node.get("id").asInt()).complete(node);
                } else {
                    events.add(node);
                }
            } catch (IOException e) {
                throw new IllegalStateException(message, e);
            }
        }
    }
}
