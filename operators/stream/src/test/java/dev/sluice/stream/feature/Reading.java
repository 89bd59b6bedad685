// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.feature;

/** The events of the tests in this package. */
public record Reading(String id, String entity, long timeMs, float value) {}
