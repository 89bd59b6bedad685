// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.live;

import dev.sluice.decisioning.event.Decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class LiveServerTest {

    private static final UiAddress ANY = UiAddress.parse("0");
    private static final String HOSTILE = "</script><img src=x onerror=alert(1)>\u202E\u0000\"'&";

    private final LiveFigures figures = new LiveFigures("payments");
    private final AtomicInteger shown = new AtomicInteger();
    private LiveServer server;

    @BeforeEach
    void open() throws IOException {
        Identifiers identifiers =
                told -> {
                    shown.incrementAndGet();
                    return told;
                };
        PageSource source = new PageSource(figures, Decided.WORDS, identifiers, Clock.systemUTC());
        server = LiveServer.open(ANY, source::json);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html; charset=utf-8",
        "/live.css, text/css; charset=utf-8",
        "/live.js, text/javascript; charset=utf-8",
        "/live.svg, image/svg+xml",
        "/live.json, application/json"
    })
    void servesThePageSoThatNothingElseIsLoadedOrMayFrameIt(String path, String type)
            throws IOException {
        String answer = get(path, own());

        assertThat(answer).startsWith("HTTP/1.1 200 ");
        assertThat(header(answer, "Content-Type")).isEqualTo(type);
        assertThat(header(answer, "Content-Security-Policy"))
                .startsWith("default-src 'none';")
                .contains("script-src 'self';", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "http", "*", "data:");
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(answer, "Access-Control-Allow-Origin")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/live.css", "/live.js", "/live.svg"})
    void filesNameNoOtherPlaceAndHoldNoMarkupForScripts(String path) throws IOException {
        String body = body(get(path, own())).replace("http://www.w3.org/2000/svg", "");

        assertThat(body)
                .doesNotContain("http:", "https:", "//cdn", "@import", "url(")
                .doesNotContain(
                        "innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "document.write")
                .doesNotContain(" style=", " onclick=", "javascript:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:PORT", "127.0.0.1:1", ""})
    void refusesWhoAsksForAnotherHost(String host) throws IOException {
        for (String path : List.of("/", "/live.json")) {
            String answer = get(path, host.replace("PORT", server.port() + ""));

            assertThat(answer).startsWith("HTTP/1.1 421 ").doesNotContain("payments");
        }
    }

    @Test
    void refusesWhoNamesNoHost() throws IOException {
        assertThat(ask("GET /live.json HTTP/1.1\r\nConnection: close\r\n\r\n"))
                .doesNotContain(" 200 ", "payments");
    }

    @ParameterizedTest
    @CsvSource({"POST, /live.json, 405", "DELETE, /, 405", "GET, /live.html, 404", "GET, //x, 404"})
    void refusesWhatItDoesNotServe(String method, String path, int code) throws IOException {
        assertThat(request(method, path, own())).startsWith("HTTP/1.1 " + code + " ");
    }

    @Test
    void answersToHeadWithoutABody() throws IOException {
        String answer = request("HEAD", "/live.json", own());

        assertThat(answer).startsWith("HTTP/1.1 200 ");
        assertThat(body(answer)).isEmpty();
    }

    @Test
    void tellsDecisionsInTheWordsOfExplainAndLeavesHostileTextAsText() throws IOException {
        figures.decision(Decided.deep(HOSTILE, 4), "partition 0, offset 1", 1_000);

        JsonNode decision = json().at("/decisions/0");

        assertThat(decision.get("headline").asText())
                .startsWith(
                        "REVIEW: payment </script><img src=x onerror=alert(1)>\uFFFD\uFFFD\"'& of")
                .endsWith("at stake 12.00");
        assertThat(decision.get("source").asText()).isEqualTo("DEEP");
        assertThat(decision.at("/sections").findValuesAsText("title"))
                .contains("Why REVIEW", "Why it was escalated", "What the deep look asked");
        assertThat(decision.toString()).doesNotContain("\u202E").doesNotContain("\\u0000");
    }

    @Test
    void staysSmallWhateverComes() throws IOException {
        String longId = "x".repeat(200_000);
        for (int i = 0; i < 200; i++) {
            Decision decision = Decided.deep(i + longId, 4);
            figures.decision(decision, "partition 0, offset " + i, 1_000 + i);
        }

        String body = body(get("/live.json", own()));

        assertThat(body.length()).isLessThan(200_000);
        assertThat(new ObjectMapper().readTree(body).get("decisions")).hasSize(20);
    }

    @Test
    void putsAPageTogetherOnceForAllWhoLook() throws IOException {
        figures.decision(Decided.deep("a", 4), "partition 0, offset 1", 1_000);

        for (int i = 0; i < 50; i++) {
            json();
        }

        assertThat(shown).hasValue(1);
    }

    @Test
    void answersManyWhoDoNotReadTheirAnswers() throws IOException {
        List<Socket> waiting = connections(64, text("GET", "/live.json", own()));
        try {
            assertThat(get("/", own())).startsWith("HTTP/1.1 200 ");
        } finally {
            close(waiting);
        }
    }

    @Test
    void countsOnWhileAllItsThreadsWaitForSlowBrowsers() throws IOException {
        List<Socket> slow = connections(64, "GET / HT".getBytes(StandardCharsets.US_ASCII));
        try {
            figures.decision(Decided.deep("a", 4), "", 1_000);

            assertThat(figures.view(2_000).totals().decisions()).isEqualTo(1);
        } finally {
            close(slow);
        }
    }

    @Test
    void saysThatAPortIsTaken() {
        UiAddress taken = UiAddress.parse(server.port() + "");

        assertThatThrownBy(() -> LiveServer.open(taken, () -> new byte[0]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in use");
    }

    @Test
    void givesItsPortBack() throws IOException {
        int port = server.port();
        server.close();

        server = LiveServer.open(UiAddress.parse(port + ""), () -> new byte[] {'1'});

        assertThat(body(get("/live.json", own()))).isEqualTo("1");
    }

    private List<Socket> connections(int count, byte[] sent) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Socket socket = new Socket("127.0.0.1", server.port());
            sockets.add(socket);
            socket.getOutputStream().write(sent);
            socket.getOutputStream().flush();
        }
        return sockets;
    }

    private static void close(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(body(get("/live.json", own())));
    }

    private String own() {
        return "127.0.0.1:" + server.port();
    }

    private String get(String path, String host) throws IOException {
        return request("GET", path, host);
    }

    private String request(String method, String path, String host) throws IOException {
        return ask(new String(text(method, path, host), StandardCharsets.US_ASCII));
    }

    private static byte[] text(String method, String path, String host) {
        return (method
                        + " "
                        + path
                        + " HTTP/1.1\r\nHost: "
                        + host
                        + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** By hand: a client library would not send these. */
    private String ask(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String header(String answer, String name) {
        String wanted = name.toLowerCase(Locale.ROOT) + ": ";
        return answer.lines()
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(wanted))
                .map(line -> line.substring(wanted.length()))
                .findFirst()
                .orElse("");
    }

    private static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }
}
