// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.decisioning.metric.FaultSpan;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Events of the past, in order of time, from a file or from a simulation. */
interface Past {

    /**
     * The events, from the first on.
     *
     * @return the caller closes it
     * @throws IOException if their beginning cannot be read; later errors are {@link
     *     java.io.UncheckedIOException}s
     */
    History<PastEvent> events() throws IOException;

    /**
     * Features and truth of the events of a range of time.
     *
     * @throws UsageException if there are none
     */
    LabelledTable features(Instant from, Instant to) throws IOException;

    /** What was wrong with entities for some time, by entity; nothing where nobody says. */
    default Map<String, List<FaultSpan>> faults() throws IOException {
        return Map.of();
    }
}
