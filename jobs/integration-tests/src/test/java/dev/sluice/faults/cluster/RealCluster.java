// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.faults.cluster;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import static org.awaitility.Awaitility.await;

/**
 * Broker, ZooKeeper, JobManager and TaskManagers, each a process of its own, and the jar of the
 * fraud job brought to it as users do.
 *
 * <p>What ends by itself is started again; what a test kills stays away until the test starts it.
 * Everything stays on its ports and in its folder when it is killed and started again.
 */
public final class RealCluster implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RealCluster.class);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String ZOOKEEPER =
            "org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.server.ZooKeeperServerMain";

    /** Slots of a TaskManager: one alone holds a job of two subtasks and deep, or two of one. */
    private static final int SLOTS = 4;

    private static final long SUPERVISION_MS = 500;

    private final List<ClusterProcess> processes = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService supervisor =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "cluster-supervisor");
                        thread.setDaemon(true);
                        return thread;
                    });
    private final Map<Integer, ClusterProcess> taskManagers = new LinkedHashMap<>();
    private final FlinkHome flink;
    private final ClusterProcess broker;
    private final ClusterProcess zooKeeper;
    private final ClusterProcess jobManager;
    private final JobManagerApi api;
    private final int brokerPort;
    private final int zooKeeperPort;
    private String jar;

    private RealCluster(Path folder, Path logs) throws IOException {
        Files.createDirectories(logs);
        brokerPort = Ports.free();
        zooKeeperPort = Ports.free();
        int restPort = Ports.free();
        flink = FlinkHome.create(folder.resolve("flink"), logs, restPort, zooKeeperPort);
        api = new JobManagerApi(restPort);
        broker =
                start(
                        BrokerHome.create(folder.resolve("kafka"), logs, brokerPort, Ports.free())
                                .process());
        zooKeeper = start(zooKeeper(folder.resolve("zookeeper"), logs));
        await().atMost(PATIENCE).until(() -> Ports.answers(zooKeeperPort));
        jobManager = start(flink.jobManager());
    }

    /**
     * Starts the processes, and returns when the TaskManagers have registered.
     *
     * @param folder for data and configuration
     * @param logs for what the processes print
     */
    public static RealCluster start(Path folder, Path logs, int taskManagers) throws IOException {
        RealCluster cluster = new RealCluster(folder, logs);
        try {
            for (int i = 0; i < taskManagers; i++) {
                cluster.addTaskManager();
            }
            cluster.awaitTaskManagers(taskManagers);
            await().atMost(PATIENCE).until(() -> Ports.answers(cluster.brokerPort));
            cluster.jar = cluster.api.upload(ClassPaths.fraudJob());
            cluster.supervise();
            return cluster;
        } catch (IOException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** Starts one more TaskManager, and does not wait for it. */
    public ClusterProcess addTaskManager() throws IOException {
        int port = Ports.free();
        ClusterProcess added = start(flink.taskManager(taskManagers.size() + 1, port, SLOTS));
        taskManagers.put(port, added);
        return added;
    }

    /** Starts what has been killed, wakes what is paused, and returns when all can be used. */
    public void heal() {
        processes.stream().filter(ClusterProcess::isAlive).forEach(ClusterProcess::resume);
        processes.stream().filter(process -> !process.isAlive()).forEach(ClusterProcess::start);
        awaitTaskManagers(taskManagers.size());
        await().atMost(PATIENCE).until(() -> Ports.answers(brokerPort));
    }

    /** Waits until as many TaskManagers have registered. */
    public void awaitTaskManagers(int count) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> api.taskManagers() == count);
    }

    /** Address of the broker, {@code host:port}. */
    public String bootstrapServers() {
        return Ports.HOST + ":" + brokerPort;
    }

    /** Identifier of the jar of the fraud job. */
    public String fraudJar() {
        return jar;
    }

    /** The REST API. */
    public JobManagerApi api() {
        return api;
    }

    /** The Kafka broker. */
    public ClusterProcess broker() {
        return broker;
    }

    /** What the JobManager keeps its place in. */
    public ClusterProcess zooKeeper() {
        return zooKeeper;
    }

    /** The JobManager. */
    public ClusterProcess jobManager() {
        return jobManager;
    }

    /** The TaskManagers, whether they run or not. */
    public List<ClusterProcess> taskManagers() {
        return List.copyOf(taskManagers.values());
    }

    /** The TaskManager with an identifier of Flink's, {@code host:port-number}. */
    public ClusterProcess taskManager(String id) {
        ClusterProcess found =
                taskManagers.get(Integer.valueOf(id.replaceAll("^.*:([0-9]+)-.*$", "$1")));
        if (found == null) {
            throw new IllegalArgumentException(
                    "TaskManager '" + id + "' is none of ours; expected a port of " + taskManagers);
        }
        return found;
    }

    /** Ends all processes, the last one that was started first. */
    @Override
    public void close() {
        supervisor.shutdownNow();
        for (int i = processes.size() - 1; i >= 0; i--) {
            processes.get(i).close();
        }
        LOG.info("The cluster at {} has ended", api.root());
    }

    private void supervise() {
        supervisor.scheduleWithFixedDelay(
                () -> processes.forEach(ClusterProcess::supervise),
                SUPERVISION_MS,
                SUPERVISION_MS,
                TimeUnit.MILLISECONDS);
    }

    private ClusterProcess start(ProcessSpec spec) {
        ClusterProcess started = ClusterProcess.start(spec);
        processes.add(started);
        return started;
    }

    private ProcessSpec zooKeeper(Path folder, Path logs) throws IOException {
        Files.createDirectories(folder);
        Path config = folder.resolve("zoo.cfg");
        Files.write(
                config,
                List.of(
                        "clientPort=" + zooKeeperPort,
                        "clientPortAddress=" + Ports.HOST,
                        "dataDir=" + folder.resolve("data"),
                        "tickTime=500",
                        "admin.enableServer=false"));
        return new ProcessSpec(
                "zookeeper",
                logs,
                ClassPaths.tests(),
                List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                ZOOKEEPER,
                List.of(config.toString()));
    }
}
