// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.ingest;

/** The plain event of these tests. */
public record Payment(String id, String customer, long timeMs, long amount) {}
