// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HandbookFoldTest {

    private static final HandbookFold FOLD = HandbookFold.startingAt(day("2018-07-25"));

    @Test
    void learnsFromItsTrainingWeek() {
        assertThat(FOLD.learnFrom()).isEqualTo(FOLD.from());
        assertThat(FOLD.trainTo()).isEqualTo(day("2018-08-01"));
        assertThat(FOLD.testFrom()).isEqualTo(day("2018-08-08"));
        assertThat(FOLD.to()).isEqualTo(day("2018-08-15"));
        assertThat(FOLD.name()).isEqualTo("2018-07-25");
    }

    @Test
    void learnsFromMoreWithoutAnotherTest() {
        HandbookFold longer = FOLD.learningFrom(day("2018-05-31"));

        assertThat(longer.learnFrom()).isEqualTo(day("2018-05-31"));
        assertThat(longer.testFrom()).isEqualTo(FOLD.testFrom());
        assertThat(longer.trainTo()).isEqualTo(FOLD.trainTo());
        assertThat(longer.name()).isEqualTo(FOLD.name());
    }

    @Test
    void countsDaysFromTheEndOfTheTrainingWeek() {
        assertThat(FOLD.learningDays(7)).isEqualTo(FOLD);
        assertThat(FOLD.learningDays(30).learnFrom()).isEqualTo(day("2018-07-02"));
        assertThat(FOLD.learningDays(300).learningNotBefore(day("2018-04-01")).learnFrom())
                .isEqualTo(day("2018-04-01"));
    }

    @Test
    void learnsFromItsTrainingWeekAtLeast() {
        assertThat(FOLD.learningFrom(day("2018-08-20"))).isEqualTo(FOLD);
        assertThatThrownBy(
                        () -> new HandbookFold(day("2018-07-25"), day("2018-07-26"), Duration.ZERO))
                .hasMessageContaining("2018-07-26")
                .hasMessageContaining("expected its training week at least");
    }

    private static Instant day(String date) {
        return Instant.parse(date + "T00:00:00Z");
    }
}
