// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.faults.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A folder with a configuration of Flink, and the processes that run from it as a distribution's
 * would: {@code lib/} as parent class path, jobs in jars of their own.
 */
final class FlinkHome {

    /** What loads natives is loaded once a process, by the parent. */
    private static final String PARENT_FIRST =
            "ai.djl.;org.tensorflow.;org.bytedeco.;com.sun.jna.;dev.sluice.inference.";

    private static final Path JVM_OPENS =
            Path.of("..", "..", "config", "jvm-opens").toAbsolutePath().normalize();

    private final Path folder;
    private final Path logs;
    private final List<Path> classPath;

    private FlinkHome(Path folder, Path logs, List<Path> classPath) {
        this.folder = folder;
        this.logs = logs;
        this.classPath = classPath;
    }

    /** Writes the configuration. */
    static FlinkHome create(Path folder, Path logs, int restPort, int zooKeeperPort)
            throws IOException {
        Path conf = Files.createDirectories(folder.resolve("conf"));
        List<String> lines = new ArrayList<>();
        settings(folder, restPort, zooKeeperPort)
                .forEach((key, value) -> lines.add(key + ": \"" + value + "\""));
        Files.write(conf.resolve("config.yaml"), lines);
        Files.writeString(conf.resolve("log4j2.xml"), LOGGING);
        List<Path> classPath = new ArrayList<>(ClassPaths.lib());
        classPath.add(ClassPaths.leash(folder.resolve("leash")));
        return new FlinkHome(folder, logs, classPath);
    }

    ProcessSpec jobManager() {
        return process(
                "jobmanager",
                "-Xmx512m",
                "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                Map.of());
    }

    /** A TaskManager that is started without Flink's scripts has to be told every part of it. */
    ProcessSpec taskManager(int number, int port, int slots) {
        Map<String, String> parts = memory(slots);
        // its identifier begins with its address, and is another one after a restart
        parts.put("taskmanager.rpc.port", port + "");
        return process(
                "taskmanager-" + number,
                "-Xmx448m",
                "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                parts);
    }

    /** Every part of a TaskManager's memory, as Flink's scripts would work it out. */
    static Map<String, String> memory(int slots) {
        Map<String, String> parts = new TreeMap<>();
        parts.put("taskmanager.numberOfTaskSlots", slots + "");
        parts.put("taskmanager.cpu.cores", slots + "");
        parts.put("taskmanager.memory.framework.heap.size", "64m");
        parts.put("taskmanager.memory.framework.off-heap.size", "64m");
        parts.put("taskmanager.memory.task.heap.size", "384m");
        parts.put("taskmanager.memory.task.off-heap.size", "256m");
        parts.put("taskmanager.memory.managed.size", "32m");
        parts.put("taskmanager.memory.network.min", "48m");
        parts.put("taskmanager.memory.network.max", "48m");
        parts.put("taskmanager.memory.jvm-metaspace.size", "256m");
        parts.put("taskmanager.memory.jvm-overhead.min", "128m");
        parts.put("taskmanager.memory.jvm-overhead.max", "128m");
        return parts;
    }

    private ProcessSpec process(
            String name, String heap, String main, Map<String, String> settings) {
        Path scratch = folder.resolve("tmp").resolve(name);
        List<String> options = new ArrayList<>(List.of("@" + JVM_OPENS, heap));
        options.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        "-XX:MaxMetaspaceSize=256m",
                        "-XX:MaxDirectMemorySize=384m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Dai.djl.offline=true",
                        "-Djava.io.tmpdir=" + created(scratch),
                        "-Dlog4j.configurationFile=" + folder.resolve("conf/log4j2.xml")));
        List<String> arguments =
                new ArrayList<>(List.of("--configDir", folder.resolve("conf").toString()));
        settings.forEach((key, value) -> arguments.addAll(List.of("-D", key + "=" + value)));
        arguments.addAll(List.of("-D", "io.tmp.dirs=" + scratch));
        return new ProcessSpec(name, logs, classPath, options, main, arguments);
    }

    private static Map<String, String> settings(Path folder, int restPort, int zooKeeperPort) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("jobmanager.rpc.address", Ports.HOST);
        settings.put("jobmanager.bind-host", Ports.HOST);
        settings.put("taskmanager.host", Ports.HOST);
        settings.put("taskmanager.bind-host", Ports.HOST);
        settings.put("rest.address", Ports.HOST);
        settings.put("rest.bind-address", Ports.HOST);
        settings.put("rest.port", restPort + "");
        settings.put("rest.bind-port", restPort + "");
        settings.put("web.upload.dir", folder.resolve("web").toString());
        settings.put("high-availability.type", "zookeeper");
        settings.put("high-availability.zookeeper.quorum", Ports.HOST + ":" + zooKeeperPort);
        settings.put("high-availability.storageDir", folder.resolve("ha").toUri().toString());
        // another JobManager takes over when the session of the one before has run out
        settings.put("high-availability.zookeeper.client.session-timeout", "6 s");
        // a killed process refuses connections, a paused one is silent
        settings.put("heartbeat.interval", "1 s");
        settings.put("heartbeat.timeout", "10 s");
        settings.put("heartbeat.rpc-failure-threshold", "1");
        settings.put("taskmanager.load-balance.mode", "SLOTS");
        settings.put("restart-strategy.type", "fixed-delay");
        settings.put("restart-strategy.fixed-delay.attempts", "1000");
        settings.put("restart-strategy.fixed-delay.delay", "500 ms");
        // faults wait for what lasts for some milliseconds
        settings.put("metrics.fetcher.update-interval", "100 ms");
        settings.put("web.refresh-interval", "50 ms");
        settings.put("rest.cache.checkpoint-statistics.timeout", "5 ms");
        settings.put("classloader.parent-first-patterns.additional", PARENT_FIRST);
        return settings;
    }

    private static Path created(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static final String LOGGING =
            """
            <Configuration status="ERROR">
              <Appenders>
                <Console name="console">
                  <PatternLayout pattern="%d{HH:mm:ss,SSS} %-5p %c{1.} [%t] %m%n"/>
                </Console>
              </Appenders>
              <Loggers>
                <Root level="INFO"><AppenderRef ref="console"/></Root>
                <Logger name="org.apache.kafka" level="WARN"/>
                <Logger name="org.apache.flink.metrics.MetricGroup" level="ERROR"/>
              </Loggers>
            </Configuration>
            """;
}
