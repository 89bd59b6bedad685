// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.decisioning.event.TraceStep;

import java.util.List;

/** The state of a deliberation after a step. Immutable, so another thread may read it. */
public interface Progress {

    /** Model passes that were taken. */
    int passes();

    /** Calibrated probability by now. */
    double probability();

    /** Lower end of its interval. */
    double low();

    /** Upper end of its interval. */
    double high();

    /** Standard deviation over the passes, 0 before the second. */
    double deviation();

    /** Why the thinking ended, the empty string while it goes on. */
    String stopReason();

    /** The steps by now, in order; built anew on each call. */
    List<TraceStep> trace();
}
