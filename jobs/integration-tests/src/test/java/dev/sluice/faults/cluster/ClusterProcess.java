// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.faults.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process of the cluster, and what can be done to it. Not thread-safe. */
public final class ClusterProcess implements AutoCloseable {

    private static final int KIB = 1024;

    private final ProcessSpec spec;
    private Process process;

    private ClusterProcess(ProcessSpec spec) {
        this.spec = spec;
    }

    static ClusterProcess start(ProcessSpec spec) {
        ClusterProcess started = new ClusterProcess(spec);
        started.start();
        return started;
    }

    /** Starts it, with the same folders and ports as before. */
    public void start() {
        if (process != null && process.isAlive()) {
            throw new IllegalStateException(spec.name() + " runs as process " + process.pid());
        }
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
    public void kill() {
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
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Number of the process. */
    public long pid() {
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
