// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.nab;

import dev.sluice.decisioning.metric.NabSeries;

/**
 * One series of the corpus.
 *
 * @param name name of its file
 * @param timesMs time of each reading, milliseconds since the epoch, read as UTC
 * @param values value of each reading, finite
 * @param labels what the scorer knows of it, and no detector
 */
public record NabFile(String name, long[] timesMs, double[] values, NabSeries labels) {}
