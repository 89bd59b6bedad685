// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import picocli.CommandLine.Parameters;

import java.util.List;
import java.util.stream.Collectors;

/** The use case that a command is asked for. */
final class UseCases {

    /** All that there are; the first one is taken where nobody says. */
    private static final List<UseCaseKit> KITS = List.of(new FraudKit(), new SensorKit());

    private static final String FRAUD = "fraud";

    @Parameters(
            index = "0",
            arity = "0..1",
            defaultValue = FRAUD,
            paramLabel = "USECASE",
            description = "Use case: fraud (the default) or sensors.")
    private String name;

    /**
     * What the commands need of it.
     *
     * @throws UsageException naming those that there are
     */
    UseCaseKit kit() {
        return KITS.stream()
                .filter(kit -> kit.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                refusal(
                                        KITS.stream()
                                                .map(UseCaseKit::name)
                                                .collect(Collectors.joining(" or "))));
    }

    /**
     * Refuses all but card fraud, for a command that measures by its published protocols.
     *
     * @throws UsageException naming it
     */
    void require() {
        if (!name.equals(FRAUD)) {
            throw refusal(FRAUD);
        }
    }

    private UsageException refusal(String expected) {
        return new UsageException("There is no use case '" + name + "'; expected " + expected);
    }
}
