// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.release;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RollbackRulesTest {

    private static final RollbackRules RULES = new RollbackRules(100, 0.01, 0.001, 0.05, 3);

    @ParameterizedTest
    @CsvSource({
        // records, errors, bad, compared, disagreements, micros, live rows, live micros, rule
        "99, 99, 99, 99, 99, 99, 1, 1, ''",
        "100, 1, 0, 100, 0, 100, 100, 100, ''",
        "100, 2, 0, 98, 0, 100, 100, 100, errors",
        "1000, 0, 1, 999, 0, 1000, 1000, 1000, ''",
        "1000, 0, 2, 998, 0, 1000, 1000, 1000, bad outputs",
        "1000, 0, 0, 1000, 50, 1000, 1000, 1000, ''",
        "1000, 0, 0, 1000, 51, 1000, 1000, 1000, disagreement",
        "1000, 0, 0, 99, 99, 1000, 1000, 1000, ''",
        "1000, 0, 0, 1000, 0, 3000, 1000, 1000, ''",
        "1000, 0, 0, 1000, 0, 3001, 1000, 1000, latency",
        "1000, 0, 0, 1000, 0, 9000, 0, 0, ''",
    })
    void takesBackWhatBreaksARule(
            long records,
            long errors,
            long bad,
            long compared,
            long disagreements,
            long micros,
            long liveRows,
            long liveMicros,
            String rule) {
        ModelFigures figures =
                new ModelFigures(
                        records,
                        errors,
                        bad,
                        compared,
                        disagreements,
                        0,
                        0,
                        0,
                        micros,
                        liveRows,
                        liveMicros);

        if (rule.isEmpty()) {
            assertThat(RULES.judge(figures)).isEmpty();
        } else {
            assertThat(RULES.judge(figures))
                    .hasValueSatisfying(why -> assertThat(why).startsWith(rule));
        }
    }

    @Test
    void refusesLimitsThatAreNoShares() {
        assertThatThrownBy(() -> new RollbackRules(100, 1.5, 0, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("models.rollback.errors is 1.5");
    }

    @Test
    void addsUpWhatSubtasksReport() {
        ModelFiguresSum sum = new ModelFiguresSum();
        sum.called(10, 200, 20, 100);
        sum.compared(0.5, 0.25, ModelFiguresSum.Agreement.DIFFERENT);
        sum.compared(0.25, 0.25, ModelFiguresSum.Agreement.SAME);
        sum.failed(1);
        sum.gaveNoProbability();
        ModelFigures both = sum.figures().plus(sum.figures());

        assertThat(both.records()).isEqualTo(20);
        assertThat(both.disagreement()).isEqualTo(0.5);
        assertThat(both.meanDifference()).isEqualTo(0.125);
        assertThat(both.probabilityRatio()).isEqualTo(1.5);
        assertThat(both.latencyRatio()).isEqualTo(4);
        assertThat(both.errorShare()).isEqualTo(0.1);
        assertThat(both.badShare()).isEqualTo(0.1);
    }
}
