// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.faults.cluster;

import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A folder of a Kafka broker that keeps its data and its ports over restarts. */
final class BrokerHome {

    private static final String NODE_ID = "1";

    private final Path folder;
    private final Path logs;

    private BrokerHome(Path folder, Path logs) {
        this.folder = folder;
        this.logs = logs;
    }

    /** Writes the configuration and formats the folder of the data. */
    static BrokerHome create(Path folder, Path logs, int port, int controllerPort)
            throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        List<String> lines = new ArrayList<>();
        settings(data, port, controllerPort).forEach((key, value) -> lines.add(key + "=" + value));
        Files.write(folder.resolve("server.properties"), lines);
        try (PrintStream quiet =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(quiet)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(Integer.parseInt(NODE_ID))
                    .setControllerListenerName("CONTROLLER")
                    .addDirectory(data.toString())
                    .setMetadataLogDirectory(data.toString())
                    .run();
        } catch (Exception e) {
            throw new IOException("the folder " + data + " cannot be formatted", e);
        }
        return new BrokerHome(folder, logs);
    }

    ProcessSpec process() {
        return new ProcessSpec(
                "broker",
                logs,
                ClassPaths.tests(),
                List.of(
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-Djava.io.tmpdir=" + folder,
                        "-Dsluice.log=" + logs.resolve("broker-server.log"),
                        "-Dlog4j.configurationFile=sluice-log4j2.xml"),
                "kafka.Kafka",
                List.of(folder.resolve("server.properties").toString()));
    }

    private static Map<String, String> settings(Path data, int port, int controllerPort) {
        String client = "PLAINTEXT://" + Ports.HOST + ":" + port;
        Map<String, String> settings = new TreeMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", NODE_ID);
        settings.put("listeners", client + ",CONTROLLER://" + Ports.HOST + ":" + controllerPort);
        settings.put("advertised.listeners", client);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("controller.quorum.voters", NODE_ID + "@" + Ports.HOST + ":" + controllerPort);
        settings.put("log.dirs", data.toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("log.retention.ms", "-1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        // one that was killed is taken back when its session has run out
        settings.put("broker.session.timeout.ms", "4000");
        settings.put("broker.heartbeat.interval.ms", "1000");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("log.cleaner.dedupe.buffer.size", String.valueOf(4 << 20));
        return settings;
    }
}
