// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import picocli.CommandLine.Parameters;

/** The use case that a command is asked for. */
final class UseCases {

    private static final String FRAUD = "fraud";

    @Parameters(
            index = "0",
            arity = "0..1",
            defaultValue = FRAUD,
            paramLabel = "USECASE",
            description = "Use case: fraud (the default).")
    private String name;

    /**
     * Refuses what there is no use case for.
     *
     * @throws UsageException naming those that there are
     */
    void require() {
        if (!name.equals(FRAUD)) {
            throw new UsageException("There is no use case '" + name + "'; expected " + FRAUD);
        }
    }
}
