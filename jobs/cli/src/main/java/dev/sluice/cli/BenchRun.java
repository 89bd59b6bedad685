// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.console.Progress;

import java.nio.file.Path;
import java.util.Optional;

/** A bench that starts things and ends them, also on Ctrl-C. */
@FunctionalInterface
interface BenchRun<T> {

    /**
     * Measures.
     *
     * @param scratch a folder that goes with the command
     */
    T run(Progress progress, Path scratch) throws Exception;

    /** What was measured; empty if somebody pressed Ctrl-C, and everything is stopped. */
    static <T> Optional<T> stoppable(BenchRun<T> bench) throws Exception {
        try (Shutdown shutdown = Shutdown.ofThisThread();
                Progress progress = Progress.ofTerminal();
                Scratch scratch = Scratch.create()) {
            try {
                return Optional.of(bench.run(progress, scratch.folder()));
            } catch (Exception e) {
                if (!shutdown.isRequested()) {
                    throw e;
                }
                progress.note("Interrupted; job and broker are stopped.");
                return Optional.empty();
            }
        }
    }
}
