// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/**
 * The {@code sluice} command: a real broker, a local Flink, training and evaluation in one process.
 *
 * <p>Everything is at compile scope here, so nothing here is ever shipped to a cluster.
 */
package dev.sluice.cli;
