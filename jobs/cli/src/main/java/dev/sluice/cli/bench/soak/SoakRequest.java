// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.soak;

import dev.sluice.cli.bench.plumbing.RecordScorers;
import dev.sluice.cli.bench.plumbing.StateBackend;
import dev.sluice.stream.model.CascadeModels;

import java.nio.file.Path;

/**
 * What to soak.
 *
 * @param models models and policy, checked
 * @param scorers the first-pass model for one record a call
 * @param minutes how long the load lasts, warm-up included
 * @param perSecond events a second
 * @param backend where the state of keys is kept
 * @param scratch existing folder for the broker and for checkpoints
 */
public record SoakRequest(
        CascadeModels models,
        RecordScorers scorers,
        double minutes,
        double perSecond,
        StateBackend backend,
        Path scratch) {}
