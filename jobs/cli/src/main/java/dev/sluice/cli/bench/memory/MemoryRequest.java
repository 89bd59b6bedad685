// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.memory;

import dev.sluice.stream.feature.FeatureTable;
import dev.sluice.stream.model.CascadeModels;

/**
 * What to watch the memory over.
 *
 * @param models models and policy, checked
 * @param table featurized events to think about
 * @param passes passes of one engine
 * @param cycles times that the model is opened and closed
 */
public record MemoryRequest(CascadeModels models, FeatureTable table, long passes, int cycles) {}
