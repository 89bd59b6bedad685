// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.plumbing;

/**
 * What a run took besides time.
 *
 * @param allocatedPerEvent bytes that the process allocated on the heap for an event, after the
 *     first quarter; 0 if nothing was decided
 * @param stateBytesOnDisk files of the state backend when the last event was decided; 0 on the heap
 * @param heapMb heap of the process in use when the last event was decided, after collections, MiB
 */
public record Footprint(double allocatedPerEvent, long stateBytesOnDisk, double heapMb) {

    /** Nothing is known. */
    public static final Footprint NONE = new Footprint(0, 0, 0);
}
