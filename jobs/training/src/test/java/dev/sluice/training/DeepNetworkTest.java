// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Members of the deep model, however many there are. */
class DeepNetworkTest {

    private static final TrainingData ROWS = Synthetic.rows(1, 64, 1);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void everyMemberHasItsPartOfTheStateAndAHeadOverIt(int members) throws Exception {
        DeepNetwork network = DeepNetwork.fit(ROWS, members);
        Map<String, float[]> made = new HashMap<>();
        int features = ROWS.inputs().features().size();
        int width = features + ROWS.inputs().contextWidth();
        float[] both = new float[ROWS.rows() * width];
        for (int row = 0; row < ROWS.rows(); row++) {
            System.arraycopy(ROWS.features(), row * features, both, row * width, features);
            System.arraycopy(
                    ROWS.contexts(),
                    row * (width - features),
                    both,
                    row * width + features,
                    width - features);
        }

        float[] states =
                Graphs.run(
                        width,
                        both,
                        (tf, x) ->
                                network.state(
                                        tf,
                                        new EqualWeights(tf, made),
                                        Layers.columns(tf, x, 0, features),
                                        Layers.columns(tf, x, features, width - features)));

        assertThat(states).hasSize(ROWS.rows() * network.width());
        for (int member = 0; member < members; member++) {
            int from = member * DeepNetwork.STATE;
            assertThat(Arrays.copyOfRange(states, from, from + DeepNetwork.STATE))
                    .as("state of member %d", member)
                    .isNotEqualTo(new float[DeepNetwork.STATE]);
            made.put("head-" + member + "/kernel", new float[DeepNetwork.STATE]);
            made.put("head-" + member + "/bias", new float[1]);
        }
        TreeMembers trees =
                TreeMembers.fit(ROWS, 1, 1, new Workshop<>(ProgressListener.NONE)).members();
        assertThat(network.readout(made, trees).width())
                .isEqualTo(members * DeepNetwork.STATE + TreeMembers.COLUMNS);
    }
}
