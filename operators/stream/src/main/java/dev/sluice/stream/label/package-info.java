// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/**
 * Labels meet decisions: the join, the figures of each window of event time, and the recalibration
 * that follows from them.
 */
package dev.sluice.stream.label;
