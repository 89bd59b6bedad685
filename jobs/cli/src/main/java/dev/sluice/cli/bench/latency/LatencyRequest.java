// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.latency;

import dev.sluice.cli.bench.plumbing.EventStream;
import dev.sluice.cli.bench.plumbing.RecordScorers;
import dev.sluice.cli.bench.plumbing.Variant;
import dev.sluice.stream.model.CascadeModels;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntFunction;

/**
 * What to measure latency with.
 *
 * @param models models and policy, checked
 * @param scorers the first-pass model for one record a call
 * @param streams a stream of at least a number of events
 * @param rate events a second; half of what the cascade sustains if it is not given
 * @param warmUpEvents events of the runs, flat out, that come first and do not count
 * @param warmUpSeconds seconds of each load that do not count
 * @param seconds seconds of each load that count
 * @param rounds loads of each variant
 * @param variants what to run
 * @param scratch existing folder for the broker and for checkpoints
 */
public record LatencyRequest(
        CascadeModels models,
        RecordScorers scorers,
        IntFunction<EventStream> streams,
        OptionalDouble rate,
        int warmUpEvents,
        int warmUpSeconds,
        int seconds,
        int rounds,
        List<Variant> variants,
        Path scratch) {

    /** Copies the list. */
    public LatencyRequest {
        variants = List.copyOf(variants);
    }
}
