// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import org.junit.jupiter.api.Test;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** One member whose head knows nothing: each question that counts costs log 2. */
class CauseTaskTest {

    private static final int EXPLANATIONS = 3;
    private static final int WIDTH = DeepNetwork.STATE + 2 * EXPLANATIONS;
    private static final double WEIGHT = 0.5;

    @Test
    void eachBadExplanationOfARowIsAQuestion() throws Exception {
        assertThat(loss(1, 1)).isCloseTo((float) (WEIGHT * 2 * Math.log(2)), within(1e-6f));
    }

    @Test
    void whatIsNotKnownAboutARowHasNoWeight() throws Exception {
        assertThat(loss(0, 0)).isZero();
        assertThat(loss(0, 1)).isCloseTo((float) (WEIGHT * Math.log(2)), within(1e-6f));
    }

    private static float loss(float firstKnown, float secondKnown) throws Exception {
        float[] row = new float[WIDTH];
        row[DeepNetwork.STATE + 1] = 1;
        row[DeepNetwork.STATE + EXPLANATIONS] = 1;
        row[DeepNetwork.STATE + EXPLANATIONS + 1] = firstKnown;
        row[DeepNetwork.STATE + EXPLANATIONS + 2] = secondKnown;
        Map<String, float[]> head =
                Map.of(
                        "cause-0/kernel",
                        new float[DeepNetwork.STATE * (EXPLANATIONS - 1)],
                        "cause-0/bias",
                        new float[EXPLANATIONS - 1]);
        return Graphs.run(
                WIDTH,
                row,
                (tf, x) ->
                        new CauseTask(EXPLANATIONS, WEIGHT)
                                .loss(
                                        tf,
                                        new FrozenWeights(tf, head),
                                        Layers.columns(tf, x, 0, DeepNetwork.STATE),
                                        1,
                                        Map.of(
                                                HeadRows.CAUSE,
                                                Layers.columns(
                                                        tf, x, DeepNetwork.STATE, EXPLANATIONS),
                                                HeadRows.KNOWN,
                                                Layers.columns(
                                                        tf,
                                                        x,
                                                        DeepNetwork.STATE + EXPLANATIONS,
                                                        EXPLANATIONS))))[0];
    }
}
