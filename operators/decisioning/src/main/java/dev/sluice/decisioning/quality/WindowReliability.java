// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.quality;

import java.util.List;

/**
 * What came of the first pass in a window of event time, once no more can become known about it.
 *
 * @param windowStartMs start of the window, milliseconds since the epoch, inclusive
 * @param windowEndMs its end, exclusive
 * @param bins what came, by version of the policy and log-odds
 */
public record WindowReliability(long windowStartMs, long windowEndMs, List<ReliabilityBin> bins) {}
