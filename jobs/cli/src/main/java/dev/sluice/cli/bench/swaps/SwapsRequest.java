// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.swaps;

import dev.sluice.cli.bench.plumbing.RecordScorers;
import dev.sluice.stream.model.CascadeModels;

import java.nio.file.Path;

/**
 * What to swap.
 *
 * @param models models and policy, checked
 * @param scorers the first-pass model for one record a call
 * @param folder folder of the models
 * @param swaps how many times a model is changed
 * @param perSecond events a second
 * @param scratch existing folder for broker, checkpoints and releases
 */
public record SwapsRequest(
        CascadeModels models,
        RecordScorers scorers,
        Path folder,
        int swaps,
        double perSecond,
        Path scratch) {}
