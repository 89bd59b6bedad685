// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.faults.cluster;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process of the cluster, and what can be done to it. Thread-safe. */
public final class ClusterProcess implements AutoCloseable {

    private static final int KIB = 1024;

    private static final Logger LOG = LoggerFactory.getLogger(ClusterProcess.class);

    private final ProcessSpec spec;
    private Process process;

    /** Whether it is not to run. */
    private boolean down;

    private ClusterProcess(ProcessSpec spec) {
        this.spec = spec;
    }

    static ClusterProcess start(ProcessSpec spec) {
        ClusterProcess started = new ClusterProcess(spec);
        started.start();
        return started;
    }

    /** Starts it, with the same folders and ports as before. */
    public synchronized void start() {
        if (process != null && process.isAlive()) {
            throw new IllegalStateException(spec.name() + " runs as process " + process.pid());
        }
        down = false;
        try {
            process =
                    new ProcessBuilder(spec.command())
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.appendTo(spec.output().toFile()))
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(spec.name() + " cannot be started", e);
        }
    }

    /** Ends it at once, as {@code kill -9} does, and returns when it is gone. */
    public synchronized void kill() {
        down = true;
        process.destroyForcibly();
        boolean interrupted = false;
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts it if it has ended by itself, as who runs a cluster does. */
    synchronized void supervise() {
        if (!down && !process.isAlive()) {
            LOG.warn("{} has ended by itself and is started again", spec.name());
            start();
        }
    }

    /** Stops it where it stands: it keeps its connections and answers nobody. */
    public void pause() {
        signal("STOP");
    }

    /** Lets it go on after {@link #pause}. */
    public void resume() {
        signal("CONT");
    }

    /** Name of the process, as in its log. */
    public String name() {
        return spec.name();
    }

    /** Whether it runs, or is paused. */
    public synchronized boolean isAlive() {
        return process.isAlive();
    }

    /** Number of the process. */
    public synchronized long pid() {
        return process.pid();
    }

    /** What it printed and logged so far. */
    public Path log() {
        return spec.output();
    }

    /** Memory that it holds. */
    public long residentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", pid() + "", "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB)
                .findFirst()
                .orElseThrow(() -> new IOException("process " + pid() + " says no VmRSS"));
    }

    @Override
    public void close() {
        kill();
    }

    private void signal(String signal) {
        try {
            int code =
                    new ProcessBuilder("kill", "-" + signal, process.pid() + "").start().waitFor();
            if (code != 0) {
                throw new IllegalStateException(
                        spec.name() + " cannot be sent SIG" + signal + ": kill returned " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while signalling " + spec.name(), e);
        }
    }
}
