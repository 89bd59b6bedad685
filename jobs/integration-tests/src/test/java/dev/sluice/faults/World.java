// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.faults;

import dev.sluice.fraud.FraudSimulator;
import dev.sluice.fraud.LabelledTransaction;
import dev.sluice.fraud.SimulatorConfig;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The transactions of a run: long enough for labels to become known within it.
 *
 * @param seed what they are made of
 * @param events in the order of their times
 */
record World(long seed, List<LabelledTransaction> events) {

    private static final int CUSTOMERS = 150;
    private static final int DAYS = 16;
    private static final int ONE_FRAUD_IN = 20;
    private static final LocalDate START = LocalDate.of(2020, 1, 1);

    static World of(long seed) {
        List<LabelledTransaction> events = new ArrayList<>();
        int number = 0;
        for (LabelledTransaction event :
                new FraudSimulator(
                        new SimulatorConfig(CUSTOMERS, 2 * CUSTOMERS, START, DAYS, seed))) {
            // a world as small as this has hardly a fraud of its own, and labels are state, too
            boolean fraud = number++ % ONE_FRAUD_IN == 0;
            events.add(new LabelledTransaction(event.transaction(), fraud, fraud ? 1 : 0));
        }
        return new World(seed, List.copyOf(events));
    }

    Set<String> ids() {
        return events.stream()
                .map(event -> event.transaction().transactionId())
                .collect(Collectors.toUnmodifiableSet());
    }
}
