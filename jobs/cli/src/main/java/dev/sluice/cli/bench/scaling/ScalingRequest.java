// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.scaling;

import dev.sluice.cli.bench.plumbing.EventStream;
import dev.sluice.cli.bench.plumbing.RecordScorers;
import dev.sluice.cli.bench.plumbing.StateBackend;
import dev.sluice.stream.model.CascadeModels;

import java.nio.file.Path;
import java.util.List;

/**
 * What to measure growth with.
 *
 * @param models models and policy, checked
 * @param scorers the first-pass model for one record a call
 * @param stream simulated events
 * @param events events of a run
 * @param rounds runs of each point
 * @param curves what to let grow
 * @param keys customers, and as many terminals, of the points of {@link Curve#KEYS}, ascending
 * @param backend where the state of keys is kept in all other curves
 * @param scratch existing folder for the broker and for checkpoints
 */
public record ScalingRequest(
        CascadeModels models,
        RecordScorers scorers,
        EventStream stream,
        int events,
        int rounds,
        List<Curve> curves,
        List<Integer> keys,
        StateBackend backend,
        Path scratch) {

    /** Copies the lists. */
    public ScalingRequest {
        curves = List.copyOf(curves);
        keys = List.copyOf(keys);
    }
}
