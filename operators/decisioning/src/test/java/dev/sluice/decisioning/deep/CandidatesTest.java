// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class CandidatesTest {

    private static final Quantiles QUANTILES = new Quantiles(0.95, 100);

    @Test
    void dropsWhoIsBehindByMoreThanChance() {
        Candidates race = new Candidates(3, QUANTILES);
        score(race, 0.9, 0.1, 0.85);
        race.drop();
        assertThat(race.running()).as("one score proves nothing").isEqualTo(3);

        score(race, 0.8, 0.1, 0.95);
        race.drop();

        assertThat(race.best()).isEqualTo(2);
        assertThat(race.runs(0)).as("0.05 behind, by chance").isTrue();
        assertThat(race.runs(1)).isFalse();
        assertThat(race.running()).isEqualTo(2);
    }

    @Test
    void seesThroughNoiseThatAllShare() {
        Candidates race = new Candidates(2, QUANTILES);
        for (double noise : new double[] {-0.4, 0.3, 0.1, -0.2}) {
            score(race, 0.5 + noise, 0.45 + noise);
        }
        race.drop();

        assertThat(race.runs(1)).isFalse();
    }

    @Test
    void keepsTheMeanOfWhoDroppedOut() {
        Candidates race = new Candidates(2, QUANTILES);
        score(race, 0.8, 0.2);
        score(race, 0.8, 0.2);
        race.drop();
        for (int i = 0; i < 20; i++) {
            race.score(0, 0.8);
        }

        PassStatistics bad = race.othersThan(0);
        assertThat(bad.count()).isEqualTo(22);
        assertThat(bad.mean()).isCloseTo(0.2, within(1e-12));
        assertThat(race.othersThan(1).mean()).isCloseTo(0.8, within(1e-12));
    }

    @Test
    void neverGoesBackToWhoDroppedOut() {
        Candidates race = new Candidates(3, QUANTILES);
        score(race, 0.9, 0.8, 0.9);
        score(race, 0.9, 0.8, 0.9);
        race.drop();
        assertThat(race.runs(1)).isFalse();

        // both others fall below the mean of the one that dropped out, and one far below the other
        for (int i = 0; i < 20; i++) {
            race.score(0, 0.5);
            race.score(2, 0.1);
        }
        race.drop();

        assertThat(race.best()).isZero();
        assertThat(race.runs(2)).isFalse();
    }

    @Test
    void callsItEvenWhereNobodyFits() {
        Candidates race = new Candidates(2, QUANTILES);
        score(race, 0, 0);

        assertThat(race.othersThan(0).mean()).isEqualTo(0.5);
    }

    private static void score(Candidates race, double... scores) {
        for (int candidate = 0; candidate < scores.length; candidate++) {
            race.score(candidate, scores[candidate]);
        }
    }
}
