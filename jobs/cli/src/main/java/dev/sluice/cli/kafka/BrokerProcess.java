// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.kafka;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A {@link LocalKafka} in a process of its own, so that its processor time, its heap and its
 * collections of garbage are not those of the job that is measured.
 *
 * <p>It is started from the class path of this process and ends with it.
 */
public final class BrokerProcess implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerProcess.class);
    private static final long CLOSE_SECONDS = 30;
    private static final List<String> JVM_OPTIONS =
            List.of("-Xmx1g", "-XX:+UseG1GC", "-Dlog4j.configurationFile=sluice-log4j2.xml");

    private final Process process;
    private final String bootstrapServers;

    private BrokerProcess(Process process, String bootstrapServers) {
        this.process = process;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts a broker and returns when it takes requests.
     *
     * @param folder existing folder for its data and its log
     * @throws IOException if it cannot start, with the end of what it printed
     */
    public static BrokerProcess start(Path folder) throws IOException {
        Path errors = folder.resolve("broker-errors.txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        // what a killed process leaves behind goes with the folder
        command.add("-Djava.io.tmpdir=" + folder);
        command.add("-Dsluice.log=" + folder.resolve("broker.log"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(BrokerMain.class.getName());
        Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        BufferedReader output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(BrokerMain.READY)) {
                return new BrokerProcess(process, line.substring(BrokerMain.READY.length()));
            }
        }
        process.destroyForcibly();
        throw new IOException(
                "the process of the broker ended before it was ready; it printed: "
                        + Files.readString(errors).strip());
    }

    /** Address for clients, {@code host:port}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Number of the process. */
    public long pid() {
        return process.pid();
    }

    /** Stops the broker, whose data go with it; does not throw. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            LOG.warn("The input of the broker's process {} cannot be closed", pid(), e);
        }
        boolean interrupted = Thread.interrupted();
        try {
            if (!process.waitFor(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("The broker's process {} did not end by itself; killed", pid());
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
