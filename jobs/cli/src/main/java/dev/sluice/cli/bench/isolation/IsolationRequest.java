// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.isolation;

import dev.sluice.stream.feature.FeatureTable;
import dev.sluice.stream.model.CascadeModels;

import java.nio.file.Path;

/**
 * What to measure isolation with.
 *
 * @param models models and policy, checked
 * @param table featurized events, repeated in turn
 * @param events events of one run
 * @param rounds runs of each variant
 * @param scratch folder for checkpoints
 */
public record IsolationRequest(
        CascadeModels models, FeatureTable table, int events, int rounds, Path scratch) {}
