// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.feature;

/** The labels of the tests in this package. */
public record Mark(String id, String entity, long timeMs, long availableAtMs, boolean positive) {}
