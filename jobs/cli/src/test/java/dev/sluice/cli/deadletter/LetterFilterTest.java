// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.deadletter;

import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.decisioning.event.DeadLetter.Reason;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class LetterFilterTest {

    private static final String ID = "events/1/7";
    private static final DeadLetter LETTER =
            new DeadLetter(
                    "events",
                    1,
                    7,
                    0,
                    null,
                    null,
                    -1,
                    "",
                    List.of(),
                    "ingest",
                    Reason.BAD_ID,
                    "",
                    5_000);

    @Test
    void noConditionMeansAll() {
        assertThat(LetterFilter.ALL.matches(ID, LETTER)).isTrue();
    }

    @Test
    void eachConditionAloneLeavesOut() {
        assertThat(filter("events", "ingest", Reason.BAD_ID, 0, 6_000)).isTrue();
        assertThat(filter("labels", "ingest", Reason.BAD_ID, 0, 6_000)).isFalse();
        assertThat(filter("events", "features", Reason.BAD_ID, 0, 6_000)).isFalse();
        assertThat(filter("events", "ingest", Reason.BAD_VALUE, 0, 6_000)).isFalse();
        assertThat(filter("events", "ingest", Reason.BAD_ID, 5_001, 6_000)).isFalse();
        assertThat(filter("events", "ingest", Reason.BAD_ID, 5_000, 5_001)).isTrue();
        assertThat(filter("events", "ingest", Reason.BAD_ID, 0, 5_000)).isFalse();
    }

    @Test
    void idsNameSingleLetters() {
        assertThat(ids("events/1/7").matches(ID, LETTER)).isTrue();
        assertThat(ids("events/1/8").matches(ID, LETTER)).isFalse();
    }

    private static LetterFilter ids(String id) {
        LetterFilter all = LetterFilter.ALL;
        return new LetterFilter(
                Set.of(id), all.topic(), all.stage(), all.reasons(), all.from(), all.to());
    }

    private static boolean filter(
            String topic, String stage, Reason reason, long fromMs, long toMs) {
        return new LetterFilter(
                        Set.of(),
                        Optional.of(topic),
                        Optional.of(stage),
                        Set.of(reason),
                        Instant.ofEpochMilli(fromMs),
                        Instant.ofEpochMilli(toMs))
                .matches(ID, LETTER);
    }
}
