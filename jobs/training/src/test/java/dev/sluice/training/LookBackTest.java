// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import dev.sluice.inference.ModelInputs;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class LookBackTest {

    private static final TrainingData ROWS = Synthetic.rows(1, 64, 1);
    private static final int CHANNELS = 2;

    /** Three windows of two rows: twelve floats. */
    private static final LookBack WINDOWS = network(3).windows();

    @Test
    void eachStepReadsAWindowTheShortestFirstAndThenTheLongest() throws Exception {
        float[] context = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

        assertThat(window(context, 0)).containsExactly(9, 10, 11, 12);
        assertThat(window(context, 1)).containsExactly(5, 6, 7, 8);
        assertThat(window(context, 2)).containsExactly(1, 2, 3, 4);
        assertThat(window(context, 5)).containsExactly(1, 2, 3, 4);
    }

    @Test
    void aWindowIsEncodedAsAHistoryOfItsOwn() throws Exception {
        float[] encoded =
                Graphs.run(
                        2 * CHANNELS,
                        new float[] {0, 0, 1, 1, 2, 1, 3, 1},
                        (tf, x) ->
                                WINDOWS.encoded(tf, new EqualWeights(tf, new HashMap<>()), x)
                                        .get(0));

        assertThat(encoded).hasSize(2 * WINDOWS.encodedWidth());
    }

    @Test
    void aHistoryThatIsOneIsNotLookedAtAgain() {
        assertThat(network(1).windows()).isEqualTo(LookBack.NONE);
        assertThat(LookBack.NONE.encodedWidth()).isZero();
        assertThat(LookBack.NONE.windowWidth()).isZero();
    }

    private static float[] window(float[] context, int step) throws Exception {
        return Graphs.run(context.length, context, (tf, x) -> WINDOWS.window(tf, x, step));
    }

    private static DeepNetwork network(int windows) {
        ModelInputs inputs = ROWS.inputs();
        return DeepNetwork.fit(
                new TrainingData(
                        new ModelInputs(
                                inputs.useCase(),
                                inputs.features(),
                                inputs.contextChannels(),
                                inputs.contextRows(),
                                windows,
                                List.of()),
                        ROWS.timesMs(),
                        ROWS.features(),
                        ROWS.contexts(),
                        ROWS.stakes(),
                        ROWS.bad(),
                        TrainingData.unknownCauses(ROWS.bad())),
                1);
    }
}
