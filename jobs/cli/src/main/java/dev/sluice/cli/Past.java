// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import java.io.IOException;
import java.time.Instant;

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
}
