// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.throughput;

import dev.sluice.cli.bench.Samples;
import dev.sluice.cli.bench.plumbing.Variant;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Ratios of variants, each the median over the rounds of the ratio within a round: what else the
 * machine does for a while weighs on both sides.
 */
final class Ratios {

    private Ratios() {}

    /**
     * The ratios of the variants that were run, by name.
     *
     * @param deepLookMicros processor time of a deep look in a bare loop, NaN if it is not known
     */
    static Map<String, Double> of(Map<Variant, VariantFigures> variants, double deepLookMicros) {
        Map<String, Double> ratios = new LinkedHashMap<>();
        for (Comparison comparison : Comparison.values()) {
            VariantFigures of = variants.get(comparison.of());
            VariantFigures to = variants.get(comparison.to());
            if (of != null && to != null) {
                ratios.put(comparison.key(), ratio(of.epsRounds(), to.epsRounds()));
            }
        }
        VariantFigures cascade = variants.get(Variant.CASCADE);
        VariantFigures firstPass = variants.get(Variant.FIRST_PASS_ONLY);
        if (cascade != null && firstPass != null && !Double.isNaN(deepLookMicros)) {
            ratios.put(Comparison.OVERHEAD, overhead(cascade, firstPass, deepLookMicros));
        }
        return ratios;
    }

    /** Processor time over that of the first pass and of the deep looks that were taken. */
    private static double overhead(
            VariantFigures cascade, VariantFigures firstPass, double deepLookMicros) {
        double[] expected = firstPass.cpuRounds().clone();
        for (int round = 0; round < expected.length; round++) {
            expected[round] += cascade.deepShare() * deepLookMicros;
        }
        return ratio(cascade.cpuRounds(), expected);
    }

    private static double ratio(double[] of, double[] to) {
        double[] ratios = new double[of.length];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = of[round] / to[round];
        }
        return Samples.median(ratios);
    }
}
