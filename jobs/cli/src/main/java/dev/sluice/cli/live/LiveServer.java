// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.live;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Serves the page and its figures over HTTP, to who asks it by its own name, for reading only.
 *
 * <p>It has a few threads of its own, and gives up on browsers that are too slow for them.
 */
final class LiveServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveServer.class);

    private static final int THREADS = 8;
    private static final int BACKLOG = 32;
    private static final String FIGURES = "/live.json";
    private static final String TEXT = "text/plain; charset=utf-8";

    /** Seconds and connections; only a system property can say it to the server of the JDK. */
    private static final Map<String, String> LIMITS =
            Map.of(
                    "sun.net.httpserver.maxReqTime", "30",
                    "sun.net.httpserver.maxRspTime", "30",
                    "sun.net.httpserver.maxReqHeaders", "64",
                    "jdk.httpserver.maxConnections", "128");

    /** What a browser may do with what is served: show it, and ask this server for more. */
    private static final Map<String, String> HEADERS =
            Map.of(
                    "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                            + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                            + " frame-ancestors 'none'",
                    "X-Content-Type-Options",
                    "nosniff",
                    "X-Frame-Options",
                    "DENY",
                    "Referrer-Policy",
                    "no-referrer",
                    "Cross-Origin-Resource-Policy",
                    "same-origin",
                    "Cross-Origin-Opener-Policy",
                    "same-origin",
                    "Cache-Control",
                    "no-store");

    private final HttpServer server;
    private final ExecutorService threads;
    private final HostRule hosts;
    private final Map<String, Answer> files;
    private final Supplier<byte[]> figures;

    private record Answer(int code, String type, byte[] body) {

        static Answer refusal(int code, String why) {
            return new Answer(code, TEXT, (why + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private LiveServer(
            HttpServer server, ExecutorService threads, HostRule hosts, Supplier<byte[]> figures) {
        this.server = server;
        this.threads = threads;
        this.hosts = hosts;
        this.files = files();
        this.figures = figures;
    }

    /**
     * Serves at an address.
     *
     * @param figures the figures as JSON
     * @throws IOException if the address cannot be listened at
     */
    static LiveServer open(UiAddress address, Supplier<byte[]> figures) throws IOException {
        LIMITS.forEach((key, limit) -> System.setProperty(key, System.getProperty(key, limit)));
        InetAddress bound = InetAddress.getByName(address.host());
        HttpServer server =
                HttpServer.create(new InetSocketAddress(bound, address.port()), BACKLOG);
        ExecutorService threads =
                Executors.newFixedThreadPool(THREADS, task -> daemon(task, "live-page-http"));
        HostRule hosts = new HostRule(address.host(), bound, server.getAddress().getPort());
        LiveServer live = new LiveServer(server, threads, hosts, figures);
        server.setExecutor(threads);
        server.createContext("/", live::handle);
        // its dispatcher would inherit from the caller whether it keeps the process alive
        Thread starter = daemon(server::start, "live-page-starter");
        starter.start();
        try {
            starter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return live;
    }

    int port() {
        return hosts.port();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                answer = answer(exchange);
            } catch (RuntimeException e) {
                LOG.error("The live page cannot answer {}", exchange.getRequestURI(), e);
                answer = Answer.refusal(500, "The page failed; the log of the command says how.");
            }
            send(exchange, answer);
        }
    }

    private Answer answer(HttpExchange exchange) {
        List<String> asked = exchange.getRequestHeaders().getOrDefault("Host", List.of());
        if (asked.size() != 1 || !hosts.accepts(asked.get(0))) {
            return Answer.refusal(
                    421, "This page is served at the address that the command printed, only.");
        }
        String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            return Answer.refusal(405, "This page can be read, only.");
        }
        String path = exchange.getRequestURI().getPath();
        if (path.equals(FIGURES)) {
            return new Answer(200, "application/json", figures.get());
        }
        return files.getOrDefault(path, Answer.refusal(404, "There is no such page."));
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        HEADERS.forEach(headers::set);
        headers.set("Content-Type", answer.type());
        if (exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", Integer.toString(answer.body().length));
            exchange.sendResponseHeaders(answer.code(), -1);
            return;
        }
        exchange.sendResponseHeaders(answer.code(), answer.body().length);
        exchange.getResponseBody().write(answer.body());
    }

    private static Map<String, Answer> files() {
        Map<String, Answer> files = new HashMap<>();
        files.put("/", file("live.html", "text/html; charset=utf-8"));
        files.put("/live.css", file("live.css", "text/css; charset=utf-8"));
        files.put("/live.js", file("live.js", "text/javascript; charset=utf-8"));
        files.put("/live.svg", file("live.svg", "image/svg+xml"));
        return Map.copyOf(files);
    }

    private static Answer file(String name, String type) {
        try (var in = LiveServer.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The jar of the command lacks " + name);
            }
            return new Answer(200, type, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
