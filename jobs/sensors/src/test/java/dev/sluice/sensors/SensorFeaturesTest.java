// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors;

import dev.sluice.decisioning.event.FeaturizedEvent;

import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class SensorFeaturesTest {

    private static final long START = 1_600_000_000_000L;
    private static final long STEP = 300_000;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private SensorHarness harness;

    @BeforeEach
    void open() throws Exception {
        harness = new SensorHarness();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void theFirstReadingOfASensorIsJudged() throws Exception {
        FeaturizedEvent event = harness.reading(reading(0, 20)).get(0);
        assertThat(event.eventId()).isEqualTo("pump@" + START);
        assertThat(feature(event, "history")).isZero();
        assertThat(event.features()).doesNotContain(Float.NaN);
        assertThat(event.context()).hasSize(SensorFeatures.INPUTS.contextWidth());
    }

    @Test
    void aRepeatedReadingIsDropped() throws Exception {
        assertThat(harness.reading(reading(0, 20))).hasSize(1);
        assertThat(harness.reading(reading(0, 21))).isEmpty();
    }

    @Test
    void featuresDoNotDependOnWhatComesLaterNorOnARestartNorOnTheBackend() throws Exception {
        double[] values = random.doubles(700, -5, 5).toArray();
        values[400] = 60;
        try (SensorHarness other = new SensorHarness(new EmbeddedRocksDBStateBackend())) {
            for (int i = 0; i < values.length; i++) {
                FeaturizedEvent event = harness.reading(reading(i, values[i])).get(0);
                FeaturizedEvent same = other.reading(reading(i, values[i])).get(0);
                assertThat(same.features()).as("seed %s", seed).containsExactly(event.features());
                assertThat(same.context()).as("seed %s", seed).containsExactly(event.context());
                if (i == 350) {
                    other.restart();
                }
            }
        }
    }

    @Test
    void aMissingValueIsPassedOverAndTheOthersCount() throws Exception {
        past(200, 2);
        FeaturizedEvent event = harness.reading(reading(200, Double.NaN, 50)).get(0);
        assertThat(feature(event, "missing_share")).isEqualTo(0.5f);
        assertThat(feature(event, "deviation_size")).as("seed %s", seed).isGreaterThan(5);
    }

    @Test
    void aReadingWithoutAnyValueIsNeitherOrdinaryNorSpecial() throws Exception {
        past(100, 1);
        FeaturizedEvent event = harness.reading(reading(100, Double.POSITIVE_INFINITY)).get(0);
        assertThat(feature(event, "missing_share")).isEqualTo(1);
        assertThat(Arrays.copyOf(event.features(), SensorFeatures.SERIES)).containsOnly(0);
        assertThat(event.context()).containsOnly(0);
        // and it is not learned
        assertThat(feature(harness.reading(reading(101, 0)).get(0), "history"))
                .isEqualTo((float) StrictMath.log1p(100));
    }

    @Test
    void aReadingThatComesLateCountsWhereItComes() throws Exception {
        past(100, 1);
        FeaturizedEvent late = harness.reading(at("pump", START + STEP / 2, 0.1)).get(0);
        assertThat(late.eventTimeMs()).isEqualTo(START + STEP / 2);
        assertThat(feature(late, "gap")).isNegative();
        assertThat(feature(harness.reading(reading(100, 0)).get(0), "history"))
                .isEqualTo((float) StrictMath.log1p(101));
    }

    @Test
    void aClockThatJumpsLeavesFeaturesFinite() throws Exception {
        past(100, 1);
        for (long jump : new long[] {Duration.ofDays(3_000).toMillis(), -START + 1, 5}) {
            FeaturizedEvent event = harness.reading(at("pump", START + jump, 0.2)).get(0);
            for (float value : event.features()) {
                assertThat(value).isFinite();
            }
        }
    }

    @Test
    void aClockThatRanAheadAndIsSetBackChangesNothingAboutValues() throws Exception {
        FeaturizedEvent jumped = null;
        FeaturizedEvent steady = null;
        for (int i = 0; i < 200; i++) {
            double value = i == 199 ? 40 : random.nextGaussian();
            long ahead = i >= 100 && i < 110 ? Duration.ofSeconds(3_007).toMillis() : 0;
            jumped = harness.reading(at("jumps", START + i * STEP + ahead, value)).get(0);
            steady = harness.reading(at("steady", START + i * STEP, value)).get(0);
        }
        for (String figure : new String[] {"deviation", "change", "history", "trend_slow"}) {
            assertThat(feature(jumped, figure))
                    .as("%s, seed %s", figure, seed)
                    .isEqualTo(feature(steady, figure));
        }
    }

    @Test
    void namesOfChannelsThatChangeAllTheTimeAreBounded() throws Exception {
        for (int i = 0; i < 3 * Reading.MAX_CHANNELS; i++) {
            Reading reading =
                    new Reading(
                            "pump",
                            START + i * STEP,
                            new String[] {"v" + i, "steady"},
                            new double[] {1, 2},
                            new String[] {"", ""});
            for (float value : harness.reading(reading).get(0).features()) {
                assertThat(value).isFinite();
            }
        }
        SensorState state = new SensorState();
        for (int i = 0; i < 3 * Reading.MAX_CHANNELS; i++) {
            state.place(0, "v" + i, "");
        }
        assertThat(state.channels).hasSize(Reading.MAX_CHANNELS);
        assertThat(state.series).hasSize(Reading.MAX_CHANNELS);
    }

    @Test
    void aValueBeyondAllMeasureIsMissing() throws Exception {
        past(100, 1);
        FeaturizedEvent event = harness.reading(reading(100, 1e200)).get(0);
        assertThat(feature(event, "missing_share")).isEqualTo(1);
        assertThat(feature(harness.reading(reading(101, 0)).get(0), "history"))
                .isEqualTo((float) StrictMath.log1p(100));
    }

    @Test
    void aChannelThatAppearsBeginsWithoutAPastAndOneThatGoesLeavesTheOthersTheirs()
            throws Exception {
        past(100, 1);
        FeaturizedEvent two = harness.reading(reading(100, 0.1, 7)).get(0);
        assertThat(feature(two, "channels")).isEqualTo((float) StrictMath.log(2));
        FeaturizedEvent one = harness.reading(reading(101, 0.1)).get(0);
        assertThat(feature(one, "channels")).isZero();
        assertThat(feature(one, "history")).isEqualTo((float) StrictMath.log1p(101));
    }

    @Test
    void aChannelInAnotherUnitBeginsAnew() throws Exception {
        past(100, 1);
        Reading fahrenheit =
                new Reading(
                        "pump",
                        START + 100 * STEP,
                        new String[] {"v1"},
                        new double[] {500},
                        new String[] {"F"});
        FeaturizedEvent event = harness.reading(fahrenheit).get(0);
        assertThat(feature(event, "history")).isZero();
        assertThat(feature(event, "deviation_size")).isZero();
    }

    @Test
    void sensorsDoNotSeeEachOther() throws Exception {
        past(100, 1);
        FeaturizedEvent other = harness.reading(at("fan", START + 100 * STEP, 900)).get(0);
        assertThat(feature(other, "history")).isZero();
    }

    @Test
    void aSensorThatIsSilentForTooLongIsForgotten() throws Exception {
        past(10, 1);
        assertThat(harness.stateEntries()).isPositive();
        harness.watermark(START + SensorFeatures.RETENTION.multipliedBy(3).toMillis());
        assertThat(harness.stateEntries()).isZero();
    }

    @Test
    void channelsThatPartAreNoticed() throws Exception {
        FeaturizedEvent together = null;
        for (int i = 0; i < 600; i++) {
            double shared = Math.sin(i / 9.0) + 0.05 * random.nextGaussian();
            together = harness.reading(reading(i, shared, 3 * shared, -shared, shared)).get(0);
        }
        float most = 0;
        for (int i = 600; i < 640; i++) {
            double shared = Math.sin(i / 9.0) + 0.05 * random.nextGaussian();
            most =
                    Math.max(
                            most,
                            feature(
                                    harness.reading(reading(i, shared, 3 * shared, shared, shared))
                                            .get(0),
                                    "apart"));
        }
        assertThat(most).as("seed %s", seed).isGreaterThan(3 + feature(together, "apart"));
    }

    private void past(int readings, int channels) throws Exception {
        for (int i = 0; i < readings; i++) {
            double[] values = new double[channels];
            Arrays.setAll(values, channel -> random.nextGaussian());
            harness.reading(reading(i, values));
        }
    }

    private static Reading reading(int number, double... values) {
        return at("pump", START + number * STEP, values);
    }

    private static Reading at(String sensor, long timeMs, double... values) {
        String[] channels = new String[values.length];
        Arrays.setAll(channels, i -> "v" + (i + 1));
        String[] units = new String[values.length];
        Arrays.fill(units, "");
        return new Reading(sensor, timeMs, channels, values, units);
    }

    private static float feature(FeaturizedEvent event, String name) {
        return event.features()[SensorFeatures.INPUTS.features().indexOf(name)];
    }
}
