// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import java.util.BitSet;
import java.util.SplittableRandom;

/**
 * Which terminals and cards are in the hands of fraudsters on a day.
 *
 * <p>As the handbook has it: every day two of 10,000 terminals are compromised for 28 days, and
 * three of 5,000 cards are leaked for 14 days. Other sizes keep these shares; where a share is less
 * than one a day, it falls due every few days.
 */
final class SimulatedFrauds {

    private static final double TERMINALS_A_DAY = 2.0 / 10_000;
    private static final double CARDS_A_DAY = 3.0 / 5_000;
    private static final int TERMINAL_DAYS = 28;
    private static final int CARD_DAYS = 14;
    private static final long TERMINAL_SALT = 0x5EED0002L;
    private static final long CARD_SALT = 0x5EED0003L;

    private final BitSet terminals;
    private final BitSet cards;

    private SimulatedFrauds(BitSet terminals, BitSet cards) {
        this.terminals = terminals;
        this.cards = cards;
    }

    /** The state of things on a day, counted from 0. */
    static SimulatedFrauds on(int day, SimulatorConfig config) {
        return new SimulatedFrauds(
                drawn(
                        day,
                        TERMINAL_DAYS,
                        config.terminals(),
                        TERMINALS_A_DAY,
                        config,
                        TERMINAL_SALT),
                drawn(day, CARD_DAYS, config.customers(), CARDS_A_DAY, config, CARD_SALT));
    }

    boolean isCompromised(int terminal) {
        return terminals.get(terminal);
    }

    boolean isLeaked(int customer) {
        return cards.get(customer);
    }

    private static BitSet drawn(
            int day, int days, int population, double share, SimulatorConfig config, long salt) {
        BitSet drawn = new BitSet(population);
        double perDay = population * share;
        for (int start = Math.max(0, day - days + 1); start <= day; start++) {
            SplittableRandom random = SimulatorRandom.of(config.seed(), salt, start);
            long number = (long) ((start + 1) * perDay) - (long) (start * perDay);
            for (long i = 0; i < number; i++) {
                drawn.set(random.nextInt(population));
            }
        }
        return drawn;
    }
}
