// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.live;

import dev.sluice.decisioning.gate.BudgetConfig;
import dev.sluice.decisioning.gate.BudgetUnit;
import dev.sluice.decisioning.gate.GateMode;
import dev.sluice.decisioning.gate.GateTuning;
import dev.sluice.decisioning.gate.PromiseStanding;
import dev.sluice.decisioning.quality.Quality;
import dev.sluice.inference.ValueUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class PanelsTest {

    private static final long T = 1_700_000_000_000L;

    private final LiveFigures figures = new LiveFigures("payments");

    @ParameterizedTest
    @CsvSource({
        // unit, amount, seconds, decisions, escalated, passes, device µs, spent
        "EVENTS, 0.05, 10, 1000, 25, 0, 0, 0.5",
        "PASSES, 40, 10, 1000, 25, 200, 0, 0.5",
        "DEVICE_MILLIS, 100, 10, 1000, 25, 0, 500000, 0.5",
        "EVENTS, 0, 10, 1000, 0, 0, 0, 0",
        "EVENTS, 0.05, 10, 0, 0, 0, 0, NaN",
        "PASSES, 40, 0, 0, 0, 0, 0, NaN"
    })
    void comparesWhatWasSpentWithTheBudgetInItsUnit(
            BudgetUnit unit,
            double amount,
            int seconds,
            long decisions,
            long escalated,
            long passes,
            long micros,
            Double spent) {
        assertThat(
                        GatePanel.spent(
                                new BudgetConfig(unit, amount, 0, 0),
                                new Seconds.Window(seconds, decisions, escalated, passes, micros)))
                .isEqualTo(spent);
    }

    @ParameterizedTest
    @CsvSource({
        // figure, text, note
        "decisions-per-second, 2, over the last 1 s",
        "decisions, 2, ''",
        "outcome-review, 2, 100 %",
        "outcome-clear, 0, 0 %",
        "escalated-share, 50 %, 1 of 2 decisions",
        "deep, 1, COSTLY 1",
        "passes-per-decision, 4, 8 deep passes in all",
        "passes-per-deep-answer, 8, ''",
        "price, 1.5, in the last decision; issued last: 2.5",
        "budget, 5 % of the events, 50 % of it may be spent while the job catches up",
        "budget-spent, 1000 %, over the last 1 s",
        "promise, kept, ''",
        "gate-mode, off, nothing is escalated",
        "policy, policy-7, in the last decision",
        "quality-young-precision, 75 %, of the flagged were bad",
        "quality-young-cost, 123.45, first pass alone: 234.56",
        "quality-young-decisions, '1,000', estimated from 40"
    })
    void wordsWhatWasCounted(String id, String text, String note) {
        figures.initial(GateMode.OFF, Optional.of(BudgetConfig.ofEvents(0.05)));
        figures.tuning(new GateTuning(2.5, 0, 4, 1, 0.5, PromiseStanding.KEPT), T);
        figures.decision(Decided.firstPass("a"), "", T);
        figures.decision(Decided.deep("b", 8), "", T);
        figures.quality(Decided.quality(Quality.State.PROVISIONAL, 0));

        Panel.Figure figure = figure(id);

        assertThat(figure.text()).isEqualTo(text);
        assertThat(figure.note()).isEqualTo(note);
    }

    @Test
    void saysWhatIsNotKnownYet() {
        assertThat(figure("decisions-per-second").text()).isEqualTo("–");
        assertThat(figure("escalated-share").text()).isEqualTo("–");
        assertThat(figure("price").text()).isEqualTo("–");
        assertThat(figure("budget").text()).isEqualTo("not known");
        assertThat(figure("promise").text()).isEqualTo("not known yet");
        assertThat(figure("quality-none").text()).isEqualTo("none yet");
    }

    @Test
    void namesAWindowByItsDays() {
        figures.quality(Decided.quality(Quality.State.FINAL, 0));
        figures.quality(Decided.quality(Quality.State.PROVISIONAL, 3_600_000));

        assertThat(Panels.of(figures.view(T), ValueUnit.MINOR_MONEY))
                .extracting(Panel::title)
                .contains(
                        "Quality of 1970-01-01 to 1970-01-02",
                        "Quality of 1970-01-01T01:00:00Z to 1970-01-02T01:00:00Z, so far");
    }

    private Panel.Figure figure(String id) {
        return Panels.of(figures.view(T + 1000), ValueUnit.MINOR_MONEY).stream()
                .flatMap(panel -> panel.figures().stream())
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
