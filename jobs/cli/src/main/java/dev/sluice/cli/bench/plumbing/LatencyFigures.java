// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.plumbing;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.HdrHistogram.Histogram;

/**
 * Percentiles of times, milliseconds; NaN without any.
 *
 * @param decisions how many there are
 * @param p50 median
 * @param p99 99th percentile
 * @param p999 99.9th percentile
 * @param max the longest
 */
public record LatencyFigures(
        @JsonProperty("decisions") long decisions,
        @JsonProperty("p50_ms") double p50,
        @JsonProperty("p99_ms") double p99,
        @JsonProperty("p999_ms") double p999,
        @JsonProperty("max_ms") double max) {

    private static final double MICROS = 1e3;

    static LatencyFigures of(Histogram micros) {
        if (micros.getTotalCount() == 0) {
            return new LatencyFigures(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        return new LatencyFigures(
                micros.getTotalCount(),
                micros.getValueAtPercentile(50) / MICROS,
                micros.getValueAtPercentile(99) / MICROS,
                micros.getValueAtPercentile(99.9) / MICROS,
                micros.getMaxValue() / MICROS);
    }
}
