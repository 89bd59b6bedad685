// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.bench.plumbing.StateBackend;

import picocli.CommandLine.Option;

/** Where a bench keeps the state of keys. */
final class StateBackendOption {

    @Option(
            names = "--state-backend",
            paramLabel = "NAME",
            defaultValue = "heap",
            description =
                    "Where the state of keys is kept: heap or rocksdb; default ${DEFAULT-VALUE}.")
    private String name;

    /**
     * The backend.
     *
     * @throws UsageException if there is none with that name
     */
    StateBackend backend() {
        try {
            return StateBackend.of(name);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--state-backend: " + e.getMessage(), e);
        }
    }
}
