// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.evaluation.HandbookFold;
import dev.sluice.fraud.FraudSimulator;
import dev.sluice.fraud.SimulatorConfig;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The simulations of the demo: a past to train on, and another one to stream. */
final class SimulatedHistory {

    /** In the past whatever is streamed: an event time ahead of the broker's is a dead letter. */
    private static final LocalDate START = LocalDate.of(2020, 1, 1);

    private static final int STREAM_DAYS = 42;
    private static final double TRANSACTIONS_A_DAY = 1.9;
    private static final int SMALLEST = 500;

    private static final int PAST_DAYS = 58;
    private static final int TRAINING_DAYS = 10;
    private static final int PAST_CUSTOMERS = 2_500;
    private static final long PAST_SEED = 1;

    private SimulatedHistory() {}

    /** A stream of at least a number of events: as many customers as fill about six weeks. */
    static FraudSimulator stream(long events, long seed) {
        long customers = (long) Math.ceil(events / (TRANSACTIONS_A_DAY * STREAM_DAYS));
        int size = (int) Math.min(200_000, Math.max(SMALLEST, customers));
        int days = (int) Math.ceil(1.2 * events / (TRANSACTIONS_A_DAY * size)) + 1;
        return new FraudSimulator(new SimulatorConfig(size, 2 * size, START, days, seed));
    }

    /** When the simulations begin. */
    static Instant start() {
        return START.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** The past that the demo's models are trained on. */
    static FraudSimulator past() {
        return new FraudSimulator(
                new SimulatorConfig(
                        PAST_CUSTOMERS, 2 * PAST_CUSTOMERS, START, PAST_DAYS, PAST_SEED));
    }

    /** First day of the training examples. */
    static Instant trainingFrom() {
        return START.plusDays(PAST_DAYS - TRAINING_DAYS).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** Start of the training week of the last fold that the past holds. */
    static Instant foldFrom() {
        return START.plusDays(PAST_DAYS - HandbookFold.DAYS)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }

    /** Day after the last training example. */
    static Instant trainingTo() {
        return START.plusDays(PAST_DAYS).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
