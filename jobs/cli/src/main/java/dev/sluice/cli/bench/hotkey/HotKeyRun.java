// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.hotkey;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One run.
 *
 * @param seconds from the first to the last event of the second
 * @param heapMb heap in use after them that was not before, megabytes
 * @param laterHeapMb the same when all windows and remembered ids have expired
 */
public record HotKeyRun(
        @JsonProperty("seconds") double seconds,
        @JsonProperty("heap_mb") double heapMb,
        @JsonProperty("later_heap_mb") double laterHeapMb) {}
