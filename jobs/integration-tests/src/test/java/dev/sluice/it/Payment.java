// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.it;

/** A plain event, for tests that need no use case. */
public record Payment(String id, String customer, long timeMs) {}
