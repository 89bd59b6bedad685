// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.calibration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class CalibrationTest {

    private static final Calibration CALIBRATION =
            new Calibration(
                    0.5,
                    -1,
                    List.of(
                            new Calibration.Bin(0.1, 0.01, 0.05),
                            new Calibration.Bin(0.4, 0.2, 0.3),
                            new Calibration.Bin(1, 0.5, 0.95)));

    @ParameterizedTest
    @CsvSource({"0.5, 0.26894142", "0.9, 0.52463311", "0.1, 0.10923177"})
    void scalesTheLogit(double raw, double expected) {
        assertThat(CALIBRATION.apply(raw)).isEqualTo(expected, within(1e-8));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, Double.MIN_VALUE, 0.9999999999})
    void staysWithinTheOpenUnitIntervalAtTheEnds(double raw) {
        assertThat(CALIBRATION.apply(raw)).isGreaterThan(0).isLessThan(1);
    }

    @Test
    void neverChangesARanking() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 1000; i++) {
            double a = 1e-6 + random.nextDouble() * 0.999;
            double b = a + (1 - 1e-6 - a) * random.nextDouble();

            assertThat(CALIBRATION.apply(a))
                    .as("seed %d: %s against %s", seed, a, b)
                    .isLessThanOrEqualTo(CALIBRATION.apply(b));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.03, 0.01, 0.05",
        "0.1, 0.01, 0.1",
        "0.2, 0.2, 0.3",
        "0.15, 0.15, 0.3",
        "0.97, 0.5, 0.97"
    })
    void givesTheIntervalOfTheRangeWidenedToHoldTheProbability(
            double probability, double low, double high) {
        assertThat(CALIBRATION.low(probability)).isEqualTo(low);
        assertThat(CALIBRATION.high(probability)).isEqualTo(high);
    }

    @Test
    void refusesWhatIsNotMonotone() {
        assertThatThrownBy(() -> new Calibration(0, 0, CALIBRATION.bins()))
                .hasMessageContaining("slope is 0.0");
        assertThatThrownBy(() -> new Calibration(Double.NaN, 0, CALIBRATION.bins()))
                .hasMessageContaining("slope is NaN");
        assertThatThrownBy(() -> new Calibration(1, 0, List.of(new Calibration.Bin(0.5, 0, 1))))
                .hasMessageContaining("end at 0.5");
        assertThatThrownBy(
                        () ->
                                new Calibration(
                                        1,
                                        0,
                                        List.of(
                                                new Calibration.Bin(0.5, 0, 1),
                                                new Calibration.Bin(0.5, 0, 1),
                                                new Calibration.Bin(1, 0, 1))))
                .hasMessageContaining("ascending");
    }
}
