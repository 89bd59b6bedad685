// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.explain;

/**
 * A feature as the first pass saw it.
 *
 * @param feature name of the feature
 * @param value its value
 * @param influence what it added to the log-odds of a typical event
 */
public record SeenValue(String feature, double value, double influence) {}
