// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.throughput;

import dev.sluice.cli.bench.plumbing.EventStream;
import dev.sluice.cli.bench.plumbing.RecordScorers;
import dev.sluice.cli.bench.plumbing.StateBackend;
import dev.sluice.cli.bench.plumbing.Variant;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.stream.model.CascadeModels;

import java.nio.file.Path;
import java.util.List;

/**
 * What to measure throughput with.
 *
 * @param models models and policy, checked
 * @param scorers the first-pass model for one record a call
 * @param stream events
 * @param sample featurized events, for the bare loop of a deep look
 * @param events events of a run of a fast variant
 * @param rounds runs of each variant
 * @param parallelism subtasks of each stage
 * @param backend where the state of keys is kept
 * @param variants what to run
 * @param scratch existing folder for the broker and for checkpoints
 */
public record ThroughputRequest(
        CascadeModels models,
        RecordScorers scorers,
        EventStream stream,
        List<FeaturizedEvent> sample,
        int events,
        int rounds,
        int parallelism,
        StateBackend backend,
        List<Variant> variants,
        Path scratch) {

    /** Copies the lists. */
    public ThroughputRequest {
        sample = List.copyOf(sample);
        variants = List.copyOf(variants);
    }
}
