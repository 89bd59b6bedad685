// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.isolation;

import dev.sluice.cli.bench.Samples;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.Arrays;

/**
 * How far decisions came after their deadline, as shares of it: 0 on the deadline, -1 at once.
 *
 * @param decisions number of decisions
 * @param p50 median
 * @param p99 99th percentile
 * @param p999 99.9th percentile
 * @param max the latest
 */
public record Overruns(
        @JsonProperty("decisions") int decisions,
        @JsonProperty("p50") double p50,
        @JsonProperty("p99") double p99,
        @JsonProperty("p999") double p999,
        @JsonProperty("max") double max) {

    /** Nothing was decided: nothing came late. */
    static final Overruns NONE = new Overruns(0, -1, -1, -1, -1);

    /** Statistics of times from the gate to the decision. */
    static Overruns of(long[] nanos, long deadlineNanos) {
        if (nanos.length == 0) {
            return NONE;
        }
        double[] shares =
                Arrays.stream(nanos)
                        .mapToDouble(time -> (double) (time - deadlineNanos) / deadlineNanos)
                        .toArray();
        return new Overruns(
                shares.length,
                Samples.quantile(shares, 0.5),
                Samples.quantile(shares, 0.99),
                Samples.quantile(shares, 0.999),
                Samples.quantile(shares, 1));
    }
}
