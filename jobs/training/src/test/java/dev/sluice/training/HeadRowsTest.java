// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class HeadRowsTest {

    private static final TrainingData ROWS =
            new TrainingData(
                    Synthetic.INPUTS,
                    new long[4],
                    new float[4 * 4],
                    new float[4 * 12],
                    new long[4],
                    new boolean[] {false, true, true, true},
                    new byte[] {0, Synthetic.JUMP, TrainingData.UNKNOWN_CAUSE, Synthetic.STEEP});

    @Test
    void ofABadRowOfUnknownCauseOnlyTheGoodExplanationIsKnownToBeFalse() {
        Map<String, float[]> matrices = HeadRows.of(ROWS, new float[4]).values();

        assertThat(matrices.get(HeadRows.CAUSE))
                .containsExactly(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0);
        assertThat(matrices.get(HeadRows.KNOWN))
                .containsExactly(1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1);
        assertThat(matrices.get(Labels.NAME)).containsExactly(0, 1, 1, 1);
    }

    @Test
    void priorsAreLogOddsOfTheRowsThatAreKnown() {
        float[] priors = HeadRows.priors(ROWS);

        // One more of each kind: 1 of 4 rows is good, 1 of 3 known rows has each bad cause.
        assertThat(priors[0]).isCloseTo((float) Math.log(2.0 / 4), within(1e-6f));
        assertThat(priors[Synthetic.STEEP]).isCloseTo((float) Math.log(2.0 / 3), within(1e-6f));
    }

    @Test
    void partsOfTheRowsKeepTheirCauses() {
        assertThat(ROWS.select(new int[] {1, 3}).causes())
                .containsExactly(Synthetic.JUMP, Synthetic.STEEP);
        assertThat(ROWS.between(0, 1).causes()).isEqualTo(ROWS.causes());
        assertThat(ROWS.explainedRows()).isEqualTo(2);
    }

    @Test
    void theExpectedNumberOfStepsIsADistribution() {
        assertThat(IntStream.range(0, RefineHead.STEPS).mapToDouble(RefineHead::prior).sum())
                .isCloseTo(1, within(1e-12));
        assertThat(RefineHead.prior(1) / RefineHead.prior(0))
                .isCloseTo(1 - RefineHead.PRIOR, within(1e-12));
    }
}
