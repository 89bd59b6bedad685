// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.Objects;

/**
 * Size and time of a simulation.
 *
 * @param customers number of customers; each makes about 1.9 transactions a day
 * @param terminals number of terminals
 * @param start first day, UTC
 * @param days number of days
 * @param seed equal seeds give equal transactions
 */
public record SimulatorConfig(int customers, int terminals, LocalDate start, int days, long seed)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int HANDBOOK_CUSTOMERS = 5_000;
    private static final int HANDBOOK_TERMINALS = 10_000;

    /** Refuses empty simulations. */
    public SimulatorConfig {
        Objects.requireNonNull(start, "start");
        require("customers", customers);
        require("terminals", terminals);
        require("days", days);
    }

    /** The size of the handbook: 5,000 customers, 10,000 terminals, about 9,600 a day. */
    public static SimulatorConfig handbookSize(LocalDate start, int days, long seed) {
        return new SimulatorConfig(HANDBOOK_CUSTOMERS, HANDBOOK_TERMINALS, start, days, seed);
    }

    private static void require(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    "Simulator " + name + " is " + value + "; expected at least 1.");
        }
    }
}
