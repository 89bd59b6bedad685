// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.stream.feature.FeatureTable;

/**
 * Features of past events, and the truth about them.
 *
 * @param table the features
 * @param bad whether each row is bad
 */
record LabelledTable(FeatureTable table, boolean[] bad) {}
