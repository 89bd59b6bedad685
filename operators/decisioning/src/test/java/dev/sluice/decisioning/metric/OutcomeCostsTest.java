// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.metric;

import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.gate.CostMatrix;
import dev.sluice.decisioning.gate.CostMatrix.Cost;

import org.junit.jupiter.api.Test;

import java.util.List;

import static dev.sluice.decisioning.event.Outcome.CLEAR;
import static dev.sluice.decisioning.event.Outcome.FLAG;
import static dev.sluice.decisioning.event.Outcome.REVIEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OutcomeCostsTest {

    /** Missed: 50 and the stake; false block: 20 and a tenth of it; a review: 8. */
    private static final CostMatrix COSTS = new CostMatrix(new Cost(50, 1), new Cost(20, 0.1), 8);

    private static final List<Outcome> OUTCOMES =
            List.of(CLEAR, CLEAR, FLAG, FLAG, REVIEW, REVIEW, CLEAR);
    private static final long[] STAKES = {100, 200, 300, 400, 500, 600, 0};
    private static final boolean[] BAD = {true, false, true, false, true, false, true};

    @Test
    void chargesWhatWasMissedBlockedInErrorAndReviewed() {
        OutcomeCosts costs = OutcomeCosts.of(COSTS, OUTCOMES, STAKES, BAD);

        // Missed: 50 + 100, and 50 + 0. Blocked in error: 20 + 40. Reviews: 8 each.
        assertThat(costs).isEqualTo(new OutcomeCosts(200, 60, 16, 2, 1, 2));
        assertThat(costs.total()).isEqualTo(276);
    }

    @Test
    void chargesEachEventByItself() {
        assertThat(OutcomeCosts.ofEach(COSTS, OUTCOMES, STAKES, BAD))
                .containsExactly(150, 0, 0, 60, 8, 8, 50);
    }

    @Test
    void isNothingWithoutEvents() {
        assertThat(OutcomeCosts.of(COSTS, List.of(), new long[0], new boolean[0]).total()).isZero();
    }

    @Test
    void refusesEventsWithoutLabels() {
        assertThatThrownBy(() -> OutcomeCosts.of(COSTS, OUTCOMES, STAKES, new boolean[2]))
                .hasMessageContaining("7 outcomes, 7 stakes, 2 labels");
    }
}
