// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.throughput;

import dev.sluice.cli.bench.plumbing.Variant;

import org.junit.jupiter.api.Test;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RatiosTest {

    @Test
    void aRatioIsTheMedianOfTheRatiosOfTheRounds() {
        // the machine was slow in the second round, for both, and busy with one in the third
        Map<String, Double> ratios =
                Ratios.of(
                        Map.of(
                                Variant.CASCADE, rates(100, 10, 40),
                                Variant.PER_RECORD, rates(10, 1, 20)),
                        Double.NaN);

        assertThat(ratios).containsOnlyKeys("cascade_vs_per_record");
        assertThat(ratios.get("cascade_vs_per_record")).isCloseTo(10, within(1e-9));
    }

    @Test
    void theOverheadIsWhatTheDeepLooksAndTheFirstPassDoNotExplain() {
        // 2 us for the first pass, a tenth of the events with a look of 30 us: 5 us are explained
        Map<String, Double> ratios =
                Ratios.of(
                        Map.of(
                                Variant.CASCADE, costs(0.1, 6, 6),
                                Variant.FIRST_PASS_ONLY, costs(0, 2, 2)),
                        30);

        assertThat(ratios.get(Comparison.OVERHEAD)).isCloseTo(1.2, within(1e-9));
    }

    @Test
    void withoutTheCostOfALookThereIsNoOverhead() {
        assertThat(
                        Ratios.of(
                                Map.of(
                                        Variant.CASCADE, costs(0.1, 6),
                                        Variant.FIRST_PASS_ONLY, costs(0, 2)),
                                Double.NaN))
                .isEmpty();
    }

    private static VariantFigures rates(double... eps) {
        return new VariantFigures(0, 0, eps, new double[0], 0, 1, 1, 0, 0, 0, 0, 0, true);
    }

    private static VariantFigures costs(double deepShare, double... micros) {
        return new VariantFigures(0, 0, micros, micros, 0, 1, 1, deepShare, 0, 0, 0, 0, true);
    }
}
