// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.live;

import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.quality.Quality;

import org.junit.jupiter.api.Test;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class LiveFiguresTest {

    private static final long T = 1_700_000_000_000L;

    private final LiveFigures figures = new LiveFigures("payments");

    @Test
    void countsEachDecisionOnceAndAProvisionalAnswerNotAtAll() {
        figures.decision(Decided.firstPass("a"), "", T);
        figures.decision(Decided.provisional("b"), "", T);
        figures.decision(Decided.deep("b", 8), "", T);
        figures.decision(Decided.fallback("c", 2), "", T);

        Totals.View totals = figures.view(T).totals();

        assertThat(totals.decisions()).isEqualTo(3);
        assertThat(totals.provisional()).isEqualTo(1);
        assertThat(totals.escalated()).isEqualTo(2);
        assertThat(totals.passesPerDecision()).isEqualTo(10.0 / 3);
        assertThat(totals.passesPerDeepAnswer()).isEqualTo(8);
        assertThat(totals.of(DecisionSource.FALLBACK)).isEqualTo(1);
        assertThat(totals.of(Outcome.REVIEW)).isEqualTo(3);
        assertThat(totals.byReason())
                .isEqualTo(
                        Map.of(
                                "FIRST_PASS CONFIDENT",
                                1L,
                                "DEEP COSTLY",
                                1L,
                                "FALLBACK DEADLINE",
                                1L));
        assertThat(figures.view(T).escalated()).hasSize(2);
    }

    @Test
    void keepsTheEscalatedDecisionsThatCameLast() {
        for (int i = 1; i <= 10_000; i++) {
            figures.decision(Decided.deep("event-" + i, 1), "", T + i);
        }

        FiguresView view = figures.view(T);

        assertThat(view.escalated()).hasSize(LiveFigures.RECENT);
        assertThat(view.escalated().get(0).decision().eventId()).isEqualTo("event-10000");
        assertThat(view.escalated().get(0).number()).isEqualTo(10_000);
        assertThat(view.escalated().get(19).decision().eventId()).isEqualTo("event-9981");
    }

    @Test
    void keepsTheLatestCompleteWindowAndTheOneAfterIt() {
        figures.quality(Decided.quality(Quality.State.PROVISIONAL, 1000));
        figures.quality(Decided.quality(Quality.State.FINAL, 1000));

        assertThat(figures.view(T).quality())
                .containsExactly(Decided.quality(Quality.State.FINAL, 1000));

        figures.quality(Decided.quality(Quality.State.PROVISIONAL, 2000));
        figures.quality(Decided.quality(Quality.State.PROVISIONAL, 1500));

        assertThat(figures.view(T).quality())
                .containsExactly(
                        Decided.quality(Quality.State.FINAL, 1000),
                        Decided.quality(Quality.State.PROVISIONAL, 2000));
    }

    @Test
    void staysAtTheLastMinuteWhenItEnds() {
        figures.following(0, "");
        figures.decision(Decided.firstPass("a"), "", T);
        figures.decision(Decided.firstPass("b"), "", T + 900);
        figures.end(T + 5000);
        figures.following(3, "");
        figures.troubled("late");

        FiguresView view = figures.view(T + 3_600_000);

        assertThat(view.state()).isEqualTo(LiveState.ENDED);
        assertThat(view.asOfMs()).isEqualTo(T + 5000);
        assertThat(view.lastSeconds()).isEqualTo(new Seconds.Window(1, 2, 0, 0, 8_000));
    }

    @Test
    void saysWhyItCannotReadUntilItCan() {
        assertThat(figures.view(T).state()).isEqualTo(LiveState.STARTING);

        figures.troubled("no broker");

        assertThat(figures.view(T).state()).isEqualTo(LiveState.TROUBLED);
        assertThat(PageDocument.status(figures.view(T))).endsWith("trying again. no broker");

        figures.following(7, "");

        assertThat(PageDocument.status(figures.view(T))).isEqualTo("Live.");
        assertThat(figures.view(T).behind()).isEqualTo(7);
    }
}
