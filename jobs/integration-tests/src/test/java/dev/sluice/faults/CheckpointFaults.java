// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.faults;

import dev.sluice.faults.cluster.ClusterProcess;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import static org.awaitility.Awaitility.await;

/** Checkpoints that do not come about. */
final class CheckpointFaults {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CHUNK = 64 * 1024;

    private CheckpointFaults() {}

    /** A TaskManager stands still for longer than a checkpoint may take, but not a heartbeat. */
    static void timeout(FaultRun run) throws IOException {
        run.awaitMoment();
        int failed = run.job().checkpoints("failed");
        ClusterProcess silent = TaskManagerFaults.victim(run);
        silent.pause();
        try {
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> run.job().checkpoints("failed") > failed);
        } finally {
            silent.resume();
        }
    }

    /**
     * A TaskManager is killed while no checkpoint can be taken: all since the last one is repeated.
     */
    static void fillDisk(FaultRun run) throws IOException {
        run.awaitMoment();
        int failed = run.job().checkpoints("failed");
        Path filler = run.scene().checkpoints().resolve("filler");
        fill(filler);
        try {
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> run.job().checkpoints("failed") > failed + 1);
            ClusterProcess victim = TaskManagerFaults.victim(run);
            victim.kill();
            victim.start();
        } finally {
            Files.delete(filler);
        }
    }

    /** Writes until there is no room for more. */
    private static void fill(Path file) throws IOException {
        byte[] chunk = new byte[CHUNK];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(chunk);
            }
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("No space left")) {
                throw e;
            }
        }
    }
}
