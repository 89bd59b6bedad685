// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;

class ThinnedRowsTest {

    private static final TrainingData ROWS = Synthetic.rows(2, 1_000, 5);
    private static final long FROM = Synthetic.START.toEpochMilli();
    private static final long TO = Synthetic.START.plus(Duration.ofDays(2)).toEpochMilli();

    @Test
    void allBadRowsStayAndGoodOnesAtEvenDistances() {
        TrainingData thinned = ROWS.thinned(FROM, TO, 600);

        assertThat(thinned.rows()).isEqualTo(600);
        assertThat(thinned.badRows()).isEqualTo(ROWS.badRows());
        assertThat(thinned.timesMs()).isSorted();
        long middle = FROM + Duration.ofDays(1).toMillis();
        long early = Arrays.stream(thinned.timesMs()).filter(time -> time < middle).count();
        assertThat(early).isBetween(270L, 330L);
    }

    @Test
    void aLongerRangeIsThinnedToTheSameShare() {
        long middle = FROM + Duration.ofDays(1).toMillis();

        assertThat(Trainer.mostRows(ROWS, FROM, middle, TO, 1_000)).isEqualTo(Integer.MAX_VALUE);
        assertThat(Trainer.mostRows(ROWS, FROM, middle, TO, 999)).isEqualTo(1_998);
        assertThat(Trainer.mostRows(ROWS, FROM, middle, TO, 300)).isEqualTo(600);
    }

    @Test
    void aShortRangeIsTakenWhole() {
        assertThat(ROWS.thinned(FROM, TO, 2_000).rows()).isEqualTo(2_000);
    }

    @Test
    void badRowsAreNeverLeftOut() {
        TrainingData thinned = ROWS.thinned(FROM, TO, 1);

        assertThat(thinned.rows()).isEqualTo(ROWS.badRows());
    }
}
