// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.memory;

import dev.sluice.cli.bench.Samples;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.Arrays;
import java.util.List;

/**
 * Whether a quantity stays where it is.
 *
 * @param samplesMb all samples, the first one after the warm-up
 * @param firstMb first sample
 * @param lastMb last sample
 * @param maxMb largest sample
 * @param slopeMb growth within the unit of work
 * @param unit the unit of work, such as {@code 100k passes}
 * @param flat whether the last sample is at most {@link #TOLERANCE} times the first one
 */
public record Trend(
        @JsonProperty("samples_mb") double[] samplesMb,
        @JsonProperty("first_mb") double firstMb,
        @JsonProperty("last_mb") double lastMb,
        @JsonProperty("max_mb") double maxMb,
        @JsonProperty("slope_mb") double slopeMb,
        @JsonProperty("per") String unit,
        @JsonProperty("flat") boolean flat) {

    /** The last sample may be so many times the first one. */
    public static final double TOLERANCE = 1.05;

    /**
     * The trend of samples.
     *
     * @param work how much was done at each sample, in the unit
     * @param unit the unit
     */
    static Trend of(List<Double> work, List<Double> samplesMb, String unit) {
        double[] samples = array(samplesMb);
        double first = samples[0];
        double last = samples[samples.length - 1];
        return new Trend(
                samples,
                first,
                last,
                Arrays.stream(samples).max().orElseThrow(),
                Samples.slope(array(work), samples),
                unit,
                last <= TOLERANCE * first);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
