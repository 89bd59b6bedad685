// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.feature;

/** What a keyed stage does with an event id that it has seen. */
enum Repeats {
    /** Counts and drops it: the first keyed stage. */
    DROP,
    /** Trusts an earlier stage. */
    TRUST
}
