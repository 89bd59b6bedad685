// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.kafka;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A real Kafka broker in this process: one node, broker and controller, on free ports of the
 * loopback interface, with its data in a temporary folder that goes with it.
 *
 * <p>It deletes nothing by age, so that records may carry old timestamps, and creates no topics by
 * itself. {@link #close()} returns within {@value #CLOSE_SECONDS} seconds, whatever the broker
 * does.
 */
public final class LocalKafka implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalKafka.class);

    private static final int CLOSE_SECONDS = 20;
    private static final int PORT_ATTEMPTS = 5;
    private static final String HOST = "127.0.0.1";
    private static final String NODE_ID = "1";

    private final KafkaRaftServer server;
    private final Path folder;
    private final String bootstrapServers;

    private LocalKafka(KafkaRaftServer server, Path folder, String bootstrapServers) {
        this.server = server;
        this.folder = folder;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts a broker and returns when it takes requests.
     *
     * @throws IOException if it cannot start
     */
    public static LocalKafka start() throws IOException {
        return start(Map.of());
    }

    /**
     * Starts a broker with settings of its own over the usual ones.
     *
     * @throws IOException if it cannot start
     */
    public static LocalKafka start(Map<String, String> settings) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return startOnce(settings);
            } catch (IOException e) {
                // somebody else took a port between our finding and using it
                if (attempt == PORT_ATTEMPTS || !isTaken(e)) {
                    throw e;
                }
            }
        }
    }

    /** Address for clients, {@code host:port}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Where its data are. */
    Path folder() {
        return folder;
    }

    /** Stops the broker and deletes its data; does not throw. */
    @Override
    public void close() {
        if (stop(server)) {
            delete(folder);
        } else {
            LOG.warn(
                    "The local Kafka did not stop within {} s; its data stay in {}",
                    CLOSE_SECONDS,
                    folder);
        }
    }

    private static LocalKafka startOnce(Map<String, String> settings) throws IOException {
        Path folder = Files.createTempDirectory("sluice-kafka-");
        KafkaRaftServer server = null;
        try {
            int[] ports = freePorts();
            Properties properties = properties(folder, ports[0], ports[1]);
            properties.putAll(settings);
            KafkaConfig config = new KafkaConfig(properties);
            format(folder);
            server = new KafkaRaftServer(config, Time.SYSTEM);
            server.startup();
            return new LocalKafka(server, folder, HOST + ":" + ports[0]);
        } catch (Exception e) {
            if (server == null || stop(server)) {
                delete(folder);
            }
            throw new IOException("the local Kafka cannot start: " + e.getMessage(), e);
        }
    }

    private static void format(Path folder) throws Exception {
        // what it prints is for people who run a cluster
        try (PrintStream quiet =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(quiet)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(Integer.parseInt(NODE_ID))
                    .setControllerListenerName("CONTROLLER")
                    .addDirectory(folder.toString())
                    .setMetadataLogDirectory(folder.toString())
                    .run();
        }
    }

    private static Properties properties(Path folder, int port, int controllerPort) {
        Properties properties = new Properties();
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", NODE_ID);
        properties.setProperty(
                "listeners",
                "PLAINTEXT://"
                        + HOST
                        + ":"
                        + port
                        + ",CONTROLLER://"
                        + HOST
                        + ":"
                        + controllerPort);
        properties.setProperty("advertised.listeners", "PLAINTEXT://" + HOST + ":" + port);
        properties.setProperty(
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.setProperty("inter.broker.listener.name", "PLAINTEXT");
        properties.setProperty("controller.listener.names", "CONTROLLER");
        properties.setProperty(
                "controller.quorum.voters", NODE_ID + "@" + HOST + ":" + controllerPort);
        properties.setProperty("log.dirs", folder.toString());
        properties.setProperty("auto.create.topics.enable", "false");
        properties.setProperty("log.retention.ms", "-1");
        // one node: one copy of everything, and few partitions of what it keeps for itself
        properties.setProperty("offsets.topic.replication.factor", "1");
        properties.setProperty("offsets.topic.num.partitions", "4");
        properties.setProperty("transaction.state.log.replication.factor", "1");
        properties.setProperty("transaction.state.log.min.isr", "1");
        properties.setProperty("transaction.state.log.num.partitions", "4");
        properties.setProperty("share.coordinator.state.topic.replication.factor", "1");
        properties.setProperty("share.coordinator.state.topic.min.isr", "1");
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        properties.setProperty("num.network.threads", "2");
        properties.setProperty("num.io.threads", "4");
        // the default is 128 MB of a heap that is ours
        properties.setProperty("log.cleaner.dedupe.buffer.size", String.valueOf(4 << 20));
        return properties;
    }

    private static int[] freePorts() throws IOException {
        InetAddress loopback = InetAddress.getByName(HOST);
        try (ServerSocket first = new ServerSocket(0, 1, loopback);
                ServerSocket second = new ServerSocket(0, 1, loopback)) {
            return new int[] {first.getLocalPort(), second.getLocalPort()};
        }
    }

    private static boolean isTaken(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return true;
            }
        }
        return false;
    }

    /** Whether the server stopped in time. */
    private static boolean stop(KafkaRaftServer server) {
        Thread stopper =
                new Thread(
                        () -> {
                            try {
                                server.shutdown();
                                server.awaitShutdown();
                            } catch (RuntimeException e) {
                                LOG.warn("The local Kafka failed while stopping", e);
                            }
                        },
                        "local-kafka-stopper");
        stopper.setDaemon(true);
        stopper.start();
        try {
            stopper.join(Duration.ofSeconds(CLOSE_SECONDS).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !stopper.isAlive();
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("The data of the local Kafka in {} cannot be deleted", folder, e);
        }
    }
}
