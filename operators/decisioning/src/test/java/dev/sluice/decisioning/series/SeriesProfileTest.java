// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.series;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import java.util.Random;
import java.util.function.IntToDoubleFunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SeriesProfileTest {

    private static final long MINUTE = 60_000;
    private static final int WIDTH = SeriesProfile.names().size();

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final SeriesProfile profile = new SeriesProfile();
    private final float[] figures = new float[WIDTH];

    @Test
    void figuresHaveUniqueNames() {
        assertThat(SeriesProfile.names()).doesNotHaveDuplicates();
    }

    @RepeatedTest(5)
    void figuresDoNotDependOnTheUnit() {
        SeriesState celsius = new SeriesState();
        SeriesState doubled = new SeriesState();
        float[] others = new float[WIDTH];
        for (int i = 0; i < 2_000; i++) {
            double value = random.nextGaussian() + (i % 300 == 299 ? 20 : 0);
            double surprise = profile.next(celsius, i * MINUTE, value, figures, 0);
            // a power of two changes no digit, so that no tie is broken otherwise
            assertThat(profile.next(doubled, i * MINUTE, 1024 * value, others, 0))
                    .as("value %s, seed %s", i, seed)
                    .isCloseTo(surprise, within(0.1 + 0.02 * surprise));
        }
        assertThat(others[0]).isCloseTo(figures[0], within(1e-2f));
    }

    @RepeatedTest(5)
    void figuresAreFiniteWhateverTheSensorSays() {
        double[] hostile = {
            0,
            -0.0,
            Double.MIN_VALUE,
            -Double.MIN_VALUE,
            SeriesProfile.LARGEST,
            -SeriesProfile.LARGEST,
            1e60,
            1,
            1 + Math.ulp(1.0)
        };
        SeriesState series = new SeriesState();
        float[] context = new float[LastBlocks.WINDOWS * LastBlocks.BLOCKS * 4];
        for (int i = 0; i < 3_000; i++) {
            double value = hostile[random.nextInt(hostile.length)];
            double surprise = profile.next(series, random.nextInt(), value, figures, 0);
            profile.context(series, context);
            assertThat(surprise).as("seed %s", seed).isFinite();
            for (int k = 0; k < WIDTH; k++) {
                assertThat(figures[k])
                        .as("%s after %s, seed %s", SeriesProfile.names().get(k), value, seed)
                        .isFinite();
            }
            for (float element : context) {
                assertThat(element).as("context, seed %s", seed).isFinite();
            }
        }
    }

    @Test
    void numbersBeyondAllMeasureAndThoseThatAreNoneAreNotJudged() {
        assertThat(SeriesProfile.isJudged(Double.NaN)).isFalse();
        assertThat(SeriesProfile.isJudged(Double.POSITIVE_INFINITY)).isFalse();
        assertThat(SeriesProfile.isJudged(1e300)).isFalse();
        assertThat(SeriesProfile.isJudged(-SeriesProfile.LARGEST)).isTrue();
    }

    @Test
    void aSpikeSurprisesAndItsSeriesDoesNot() {
        assertThat(surpriseAfter(i -> random.nextGaussian(), 30))
                .as("seed %s", seed)
                .isGreaterThan(1.5 * surpriseAfter(i -> random.nextGaussian(), 0.1));
    }

    @Test
    void aSensorThatIsStuckIsNoticedAndOneThatIsAlwaysFlatIsNot() {
        int stuck = SeriesProfile.names().indexOf("stuck_tail");
        SeriesState alive = new SeriesState();
        SeriesState flat = new SeriesState();
        for (int i = 0; i < 1_000; i++) {
            profile.next(alive, i * MINUTE, i < 960 ? random.nextGaussian() : 1, figures, 0);
        }
        float suspicion = figures[stuck];
        for (int i = 0; i < 1_000; i++) {
            profile.next(flat, i * MINUTE, i % 200 == 0 ? 2 : 1, figures, 0);
        }
        assertThat(suspicion).as("seed %s", seed).isGreaterThan(figures[stuck] + 1);
    }

    @Test
    void whatIsUsualAtNightIsSurprisingAtNoon() {
        int seasonal = SeriesProfile.names().indexOf("seasonal_size");
        SeriesState series = new SeriesState();
        for (int i = 0; i < 24 * 28; i++) {
            double habit = i % 24 < 6 ? 10 : 100;
            profile.next(series, i * 60 * MINUTE, habit + random.nextGaussian(), figures, 0);
        }
        float night = figuresAt(series, 2, 10)[seasonal];
        assertThat(figuresAt(series, 12, 10)[seasonal])
                .as("seed %s", seed)
                .isGreaterThan(5 + night);
    }

    @Test
    void stateStopsGrowing() {
        SeriesState series = new SeriesState();
        for (int i = 0; i < 20_000; i++) {
            profile.next(series, i * MINUTE, random.nextGaussian(), figures, 0);
        }
        assertThat(series.values.arrived.length).isEqualTo(ThinnedSample.CAPACITY);
        assertThat(series.tails.largest.length).isEqualTo(11 * Tails.KEPT);
    }

    private double surpriseAfter(IntToDoubleFunction ordinary, double last) {
        SeriesState series = new SeriesState();
        for (int i = 0; i < 1_000; i++) {
            profile.next(series, i * MINUTE, ordinary.applyAsDouble(i), figures, 0);
        }
        return profile.next(series, 1_000 * MINUTE, last, figures, 0);
    }

    /** Figures of a value at an hour of the day after 28 days; the series learns it. */
    private float[] figuresAt(SeriesState series, int hour, double value) {
        float[] at = new float[WIDTH];
        profile.next(series, (24 * 28 + hour) * 60 * MINUTE, value, at, 0);
        return at;
    }
}
