// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.faults.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A JobManager that holds its job and a TaskManager, run from the file tree of an image as
 * containers run: by an ordinary user who can write nowhere but into a few folders.
 *
 * <p>Whoever starts this as root, on a system that lets it, has them see all file systems read-only
 * (a mount namespace of their own) and run as user 9999. Otherwise write permissions of the tree
 * are taken away, and they run as the user who runs the test.
 */
public final class ImageProcesses implements AutoCloseable {

    /** As the image says. */
    private static final String USER = "9999";

    private static final String READ_ONLY =
            "mount --make-rprivate / && mount --bind \"$1\" \"$1\" &&"
                    + " for m in $(awk '{print $5}' /proc/self/mountinfo); do case \"$m\" in"
                    + " \"$1\"|/proc*|/dev*|/sys*) ;;"
                    + " *) mount -o remount,bind,ro \"$m\" || exit 1 ;; esac; done &&"
                    + " if touch \"$2/written\" 2>/dev/null; then echo \"$2 can be written\"; exit 1; fi;"
                    + " shift 2 && exec setpriv --reuid "
                    + USER
                    + " --regid "
                    + USER
                    + " --clear-groups \"$@\"";

    private final Path root;
    private final Path writable;
    private final Path logs;
    private final Map<String, String> environment;
    private final int restPort;
    private final int rpcPort;
    private final boolean isolated;
    private final List<ClusterProcess> processes = new ArrayList<>();

    private ImageProcesses(
            Path root, Path writable, Path logs, Map<String, String> environment, boolean isolated)
            throws IOException {
        this.root = root;
        this.writable = writable;
        this.logs = logs;
        this.environment = environment;
        this.isolated = isolated;
        this.restPort = Ports.free();
        this.rpcPort = Ports.free();
    }

    /**
     * Starts both, and does not wait for the job.
     *
     * @param root the tree of the image
     * @param writable the only folder that they can write into
     * @param environment variables that the image sets, with paths as in the image
     * @param program main class of the job and its arguments
     */
    public static ImageProcesses start(
            Path root,
            Path writable,
            Path logs,
            Map<String, String> environment,
            List<String> program)
            throws IOException, InterruptedException {
        Files.createDirectories(logs);
        boolean isolated = canIsolate();
        openTo(writable);
        if (!isolated) {
            takeWritePermission(root);
        }
        ImageProcesses started = new ImageProcesses(root, writable, logs, environment, isolated);
        List<String> arguments = new ArrayList<>();
        arguments.add("--job-classname");
        arguments.add(program.get(0));
        started.run(
                "jobmanager",
                "-Xmx512m",
                "org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint",
                Map.of(),
                arguments,
                program.subList(1, program.size()));
        started.run(
                "taskmanager",
                "-Xmx448m",
                "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                FlinkHome.memory(4),
                List.of(),
                List.of());
        return started;
    }

    /** Whether they see a read-only world and run as the user of the image. */
    public boolean isIsolated() {
        return isolated;
    }

    /** The REST API. */
    public JobManagerApi api() {
        return new JobManagerApi(restPort);
    }

    /** Port of the REST API. */
    public int restPort() {
        return restPort;
    }

    /** The processes. */
    public List<ClusterProcess> all() {
        return List.copyOf(processes);
    }

    @Override
    public void close() {
        processes.forEach(ClusterProcess::close);
    }

    private void run(
            String name,
            String heap,
            String main,
            Map<String, String> memory,
            List<String> arguments,
            List<String> program)
            throws IOException {
        Path scratch = Files.createDirectories(writable.resolve("tmp").resolve(name));
        openTo(scratch.getParent());
        openTo(scratch);
        Map<String, String> settings = new TreeMap<>(memory);
        // a container has an address of its own; here they share one
        settings.put("jobmanager.rpc.address", Ports.HOST);
        settings.put("jobmanager.rpc.port", rpcPort + "");
        settings.put("jobmanager.bind-host", Ports.HOST);
        settings.put("rest.address", Ports.HOST);
        settings.put("rest.bind-address", Ports.HOST);
        settings.put("rest.port", restPort + "");
        settings.put("rest.bind-port", restPort + "");
        settings.put("taskmanager.host", Ports.HOST);
        settings.put("taskmanager.bind-host", Ports.HOST);
        settings.put("web.tmpdir", scratch.toString());
        settings.put("io.tmp.dirs", scratch.toString());
        // a plugin, which only the distribution has
        settings.put("metrics.reporters", "");
        settings.put("execution.checkpointing.dir", writable.resolve("checkpoints").toUri() + "");
        settings.put(
                "execution.checkpointing.savepoint-dir",
                writable.resolve("savepoints").toUri() + "");
        List<String> all =
                new ArrayList<>(List.of("--configDir", root.resolve("opt/flink/conf") + ""));
        settings.forEach((key, value) -> all.addAll(List.of("-D", key + "=" + value)));
        all.addAll(arguments);
        if (!program.isEmpty()) {
            // or the entry point would take --config for its own --configDir
            all.add("--");
            all.addAll(program);
        }
        processes.add(
                ClusterProcess.start(
                        new ProcessSpec(
                                name,
                                logs,
                                List.of(root.resolve("opt/flink/lib/*"), root.resolve("leash")),
                                List.of(
                                        "@" + root.resolve("opt/sluice/jvm-opens"),
                                        heap,
                                        "-XX:+UseSerialGC",
                                        "-XX:MaxMetaspaceSize=256m",
                                        "-XX:MaxDirectMemorySize=384m",
                                        "-Dai.djl.offline=true",
                                        "-Djava.io.tmpdir=" + scratch,
                                        "-Dlog4j.configurationFile="
                                                + root.resolve("opt/flink/conf/log4j2.xml")),
                                main,
                                all,
                                wrapper())));
    }

    private List<String> wrapper() {
        List<String> command = new ArrayList<>();
        if (isolated) {
            command.addAll(
                    List.of(
                            "unshare",
                            "--mount",
                            "sh",
                            "-c",
                            READ_ONLY,
                            "sh",
                            writable.toString(),
                            root.toString()));
        }
        command.add("env");
        command.add("HOME=" + root.resolve("opt/flink"));
        command.add("FLINK_HOME=" + root.resolve("opt/flink"));
        command.add("FLINK_LIB_DIR=" + root.resolve("opt/flink/lib"));
        command.add("FLINK_CONF_DIR=" + root.resolve("opt/flink/conf"));
        environment.forEach(
                (name, value) ->
                        command.add(
                                name
                                        + "="
                                        + (value.startsWith("/opt/")
                                                ? root.resolve(value.substring(1))
                                                : value)));
        return command;
    }

    /** Puts a class into the tree that ends a process with the test that started it. */
    public static void leash(Path root) throws IOException {
        ClassPaths.leash(root.resolve("leash"));
    }

    /** Jars of Flink's own distribution, which a base image brings. */
    public static List<Path> distribution() {
        return ClassPaths.distribution();
    }

    /** How the processes log. */
    public static String logging() {
        return FlinkHome.LOGGING;
    }

    private static boolean canIsolate() throws IOException, InterruptedException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return false;
        }
        Process tried =
                new ProcessBuilder(
                                "unshare",
                                "--mount",
                                "sh",
                                "-c",
                                "mount --make-rprivate / && setpriv --version")
                        .redirectErrorStream(true)
                        .start();
        tried.getInputStream().readAllBytes();
        return tried.waitFor(30, TimeUnit.SECONDS) && tried.exitValue() == 0;
    }

    private static void openTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    private static void takeWritePermission(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isDirectory).toList()) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r-xr-xr-x"));
            }
        }
    }
}
