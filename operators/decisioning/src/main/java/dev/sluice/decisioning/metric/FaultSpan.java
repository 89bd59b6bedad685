// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.metric;

import java.util.Objects;

/**
 * A time in which something was wrong with an entity.
 *
 * @param kind what was wrong
 * @param fromMs first moment, milliseconds since the epoch
 * @param toMs last moment
 */
public record FaultSpan(String kind, long fromMs, long toMs) {

    /** Refuses a span that ends before it begins. */
    public FaultSpan {
        Objects.requireNonNull(kind, "kind");
        if (toMs < fromMs) {
            throw new IllegalArgumentException(
                    "Fault '"
                            + kind
                            + "' is from "
                            + fromMs
                            + " to "
                            + toMs
                            + " ms; expected no end before its beginning");
        }
    }
}
