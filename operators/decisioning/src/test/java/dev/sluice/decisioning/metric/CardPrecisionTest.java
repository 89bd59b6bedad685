// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.metric;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class CardPrecisionTest {

    @Test
    void takesTheHighestScoreOfACardAndTheWorstLabel() {
        // Card 7: scores 0.1 (bad) and 0.9 (good) make 0.9 and bad; card 8 has 0.5 and is good.
        double precision =
                CardPrecision.at(
                        1,
                        new long[] {0, 0, 0},
                        new long[] {7, 7, 8},
                        new double[] {0.1, 0.9, 0.5},
                        new boolean[] {true, false, false});

        assertThat(precision).isEqualTo(1);
    }

    @Test
    void dropsCardsThatWereFoundOnLaterDays() {
        // Day 0: card 1 is found. Day 1: it leads again, but is out; card 2 is looked at: bad.
        double precision =
                CardPrecision.at(
                        1,
                        new long[] {0, 0, 1, 1},
                        new long[] {1, 2, 1, 2},
                        new double[] {0.9, 0.1, 0.9, 0.1},
                        new boolean[] {true, false, true, true});

        assertThat(precision).isEqualTo(1);
    }

    @Test
    void keepsCardsThatWereLookedAtAndFoundGood() {
        // Day 0: card 1 is good. Day 1: it is still there, leads, and is bad now.
        double precision =
                CardPrecision.at(
                        1,
                        new long[] {0, 0, 1, 1},
                        new long[] {1, 2, 1, 2},
                        new double[] {0.9, 0.1, 0.9, 0.1},
                        new boolean[] {false, false, true, false});

        assertThat(precision).isEqualTo(0.5);
    }

    @Test
    void dividesByKAlsoOnADayWithFewerCards() {
        double precision =
                CardPrecision.at(
                        4,
                        new long[] {3, 3, 9},
                        new long[] {1, 2, 3},
                        new double[] {0.9, 0.1, 0.5},
                        new boolean[] {true, true, true});

        assertThat(precision).isCloseTo((2.0 / 4 + 1.0 / 4) / 2, within(1e-12));
    }

    @Test
    void looksAtTheSmallerNumberFirstOfEqualCards() {
        double precision =
                CardPrecision.at(
                        1,
                        new long[2],
                        new long[] {9, 4},
                        new double[] {0.5, 0.5},
                        new boolean[] {false, true});

        assertThat(precision).isEqualTo(1);
    }

    @Test
    void refusesColumnsOfDifferentLength() {
        assertThatThrownBy(
                        () ->
                                CardPrecision.at(
                                        1, new long[2], new long[1], new double[2], new boolean[2]))
                .hasMessageContaining("1 cards");
        assertThatThrownBy(
                        () ->
                                CardPrecision.at(
                                        0, new long[0], new long[0], new double[0], new boolean[0]))
                .hasMessageContaining("k is 0");
    }
}
