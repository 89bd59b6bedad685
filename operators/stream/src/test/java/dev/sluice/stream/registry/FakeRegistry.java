// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An HTTP server on loopback that answers as it is told, and keeps what it was asked. */
final class FakeRegistry implements AutoCloseable {

    /** What is answered to a question, in this order; the last one for good. */
    private final Map<String, Deque<Reply>> replies = new HashMap<>();

    private final List<String> asked = new ArrayList<>();
    private final List<String> authorizations = new ArrayList<>();
    private final HttpServer server;

    private record Reply(int status, String body) {}

    FakeRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers a question, after the answers that it was told before. */
    synchronized FakeRegistry answer(String question, int status, String body) {
        replies.computeIfAbsent(question, any -> new ArrayDeque<>()).add(new Reply(status, body));
        return this;
    }

    FakeRegistry schema(int id, String schema) {
        return answer("GET /schemas/ids/" + id, 200, "{\"schema\":\"" + quoted(schema) + "\"}");
    }

    FakeRegistry unknown(int id) {
        return answer("GET /schemas/ids/" + id, 404, "{\"error_code\":40403,\"message\":\"no\"}");
    }

    synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    synchronized List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    static String quoted(String schema) {
        return schema.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ");
    }

    private void handle(HttpExchange exchange) throws IOException {
        String question = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        Reply reply;
        synchronized (this) {
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(question + (body.isEmpty() ? "" : " " + body));
            authorizations.add(
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            Deque<Reply> left = replies.getOrDefault(question, new ArrayDeque<>());
            reply = left.size() > 1 ? left.poll() : left.peek();
        }
        if (reply == null) {
            reply = new Reply(404, "<html>no such page</html>");
        }
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }
}
