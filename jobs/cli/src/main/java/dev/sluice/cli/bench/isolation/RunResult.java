// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.isolation;

import dev.sluice.cli.bench.Slices;

/**
 * What one run measured.
 *
 * @param counts where its events ended
 * @param slices how far the first pass was, by time
 * @param times from the gate to the decision of every escalated event, nanoseconds
 * @param expiredTimes those of the events whose deadline passed
 * @param deadlineNanos the deadline
 * @param stallMaxMs longest stall of the whole process
 */
record RunResult(
        RunCounts counts,
        Slices slices,
        long[] times,
        long[] expiredTimes,
        long deadlineNanos,
        double stallMaxMs) {}
