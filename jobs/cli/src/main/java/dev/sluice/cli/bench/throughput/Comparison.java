// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.throughput;

import dev.sluice.cli.bench.plumbing.Variant;

import java.util.Locale;

/** Two variants whose rates are compared, and what is asked of the ratio. */
public enum Comparison {
    CASCADE_VS_PER_RECORD(Variant.CASCADE, Variant.PER_RECORD, "10 or more, aim 20"),
    CASCADE_VS_PER_RECORD_TUNED(Variant.CASCADE, Variant.PER_RECORD_TUNED, "5 or more, aim 8"),
    CASCADE_VS_ASYNC_PER_RECORD(Variant.CASCADE, Variant.ASYNC_PER_RECORD, "5 or more"),
    FIRST_PASS_ONLY_VS_NO_MODEL(Variant.FIRST_PASS_ONLY, Variant.NO_MODEL, "0.90 or more"),
    NO_MODEL_VS_PASS_THROUGH(Variant.NO_MODEL, Variant.PASS_THROUGH, "0.35 or more, aim 0.5"),
    CASCADE_VS_NO_MODEL(Variant.CASCADE, Variant.NO_MODEL, ""),
    CASCADE_VS_DEEP_ON_ALL(Variant.CASCADE, Variant.DEEP_ON_ALL, "");

    /** Name of the ratio of processor times. */
    public static final String OVERHEAD = "cascade_overhead";

    /** What is asked of it. */
    public static final String OVERHEAD_ASKED = "1.15 or less";

    private final Variant of;
    private final Variant to;
    private final String asked;

    Comparison(Variant of, Variant to, String asked) {
        this.of = of;
        this.to = to;
        this.asked = asked;
    }

    Variant of() {
        return of;
    }

    Variant to() {
        return to;
    }

    /** What is asked of the ratio; the empty string if nothing is. */
    public String asked() {
        return asked;
    }

    /** Name in tables and JSON. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
