// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class TransformsTest {

    @Test
    void scalesToMeanZeroAndDeviationOne() throws Exception {
        float[] values = {1, 2, 3, 4, 5, 6};

        float[] scaled = Graphs.run(1, values, Scaling.fit(values, 1)::apply);

        // Mean 3.5, deviation sqrt(35 / 12).
        assertThat(scaled[0]).isCloseTo((float) (-2.5 / Math.sqrt(35.0 / 12)), within(1e-5f));
        assertThat(scaled[5]).isCloseTo((float) (2.5 / Math.sqrt(35.0 / 12)), within(1e-5f));
    }

    @Test
    void takesTheLogarithmOfHeavyTailsOnly() throws Exception {
        SplittableRandom random = new SplittableRandom(3);
        float[] values = new float[2000];
        for (int i = 0; i < values.length; i += 2) {
            values[i] = (float) Math.exp(random.nextDouble() * 10);
            values[i + 1] = (float) random.nextDouble();
        }

        float[] scaled = Graphs.run(2, values, Scaling.fit(values, 2)::apply);

        // A logarithm turns the even exponent into an even column again: within two deviations.
        for (int i = 0; i < scaled.length; i++) {
            assertThat(scaled[i]).as("value %d", i).isBetween(-2f, 2f);
        }
    }

    @Test
    void aConstantColumnScalesToZeroAndFarValuesAreClipped() throws Exception {
        Scaling scaling = Scaling.fit(new float[] {7, 1, 7, 2, 7, 3}, 2);

        float[] scaled = Graphs.run(2, new float[] {9, 1e30f}, scaling::apply);

        assertThat(scaled).containsExactly(0, 20);
    }

    @Test
    void leavesPaddingOutOfTheFit() {
        assertThat(Scaling.withoutPadding(new float[] {0, 0, 1, 0, 0, 0, 0, 2}, 2))
                .containsExactly(1, 0, 0, 2);
    }

    @Test
    void bendsBetweenQuantiles() throws Exception {
        float[] values = {0, 1, 2, 3, 4};
        Knots knots = Knots.fit(values, 1, 2);

        float[] encoded = Graphs.run(1, new float[] {-5, 1, 3, 9}, knots::apply);

        assertThat(knots.width()).isEqualTo(2);
        assertThat(encoded).containsExactly(0, 0, 0.5f, 0, 1, 0.5f, 1, 1);
    }

    @Test
    void aColumnOfTwoValuesGetsOneRangeAndAConstantOneNone() {
        Knots knots = Knots.fit(new float[] {0, 5, 1, 5, 0, 5, 1, 5}, 2, 16);

        assertThat(knots.width()).isEqualTo(1);
    }

    @Test
    void mapsFittedValuesToTheirQuantiles() throws Exception {
        float[] values = new float[10_001];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.pow(i / 10_000.0, 3);
        }
        QuantileScale scale = QuantileScale.fit(values);

        float[] mapped =
                Graphs.run(
                        1,
                        new float[] {
                            -1,
                            values[0],
                            values[5000],
                            values[9900],
                            values[9999],
                            values[10_000],
                            99
                        },
                        scale::apply);

        float[] expected = {0, 0, 0.5f, 0.99f, 0.9999f, 1, 1};
        for (int i = 0; i < expected.length; i++) {
            assertThat(mapped[i]).as("value %d", i).isCloseTo(expected[i], within(2e-6f));
        }
    }

    @Test
    void risesWithoutAStepBackAlsoOverEqualValues() throws Exception {
        float[] values = {1, 1, 1, 1, 1, 1, 1, 1, 2, 2};
        QuantileScale scale = QuantileScale.fit(values);

        float[] mapped = Graphs.run(1, new float[] {0, 1, 1.5f, 2, 3}, scale::apply);

        assertThat(mapped[0]).isEqualTo(0);
        assertThat(mapped).isSorted();
        assertThat(mapped[4]).isEqualTo(1);
    }

    @Test
    void equalValuesOnlyAreAllSeenBeforeAndTheRestIsNew() throws Exception {
        QuantileScale scale = QuantileScale.fit(new float[] {3, 3, 3});

        assertThat(Graphs.run(1, new float[] {2, 3, 4}, scale::apply)).containsExactly(0, 0, 1);
    }
}
