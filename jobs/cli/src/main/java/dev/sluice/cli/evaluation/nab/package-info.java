// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/**
 * The Numenta anomaly benchmark: its corpus, detectors that are run on it, and the table beside the
 * published one.
 */
package dev.sluice.cli.evaluation.nab;
