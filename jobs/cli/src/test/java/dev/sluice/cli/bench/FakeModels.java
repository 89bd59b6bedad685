// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench;

import dev.sluice.stream.feature.FeatureTable;
import dev.sluice.stream.model.CascadeModels;
import dev.sluice.testing.FakeManifests;
import dev.sluice.testing.FakeModelBackend;
import dev.sluice.testing.TestEvents;

/** Models and events that let a bench run in seconds. */
public final class FakeModels {

    private FakeModels() {}

    /** First pass and deep without an engine. */
    public static CascadeModels models() {
        return new CascadeModels(
                loader -> FakeModelBackend.firstPass(TestEvents.FEATURES),
                loader -> FakeModelBackend.deep(TestEvents.FEATURES, TestEvents.CONTEXT),
                FakeManifests.DEEP_VERSION,
                TestEvents.POLICY);
    }

    /** Events that fit them. */
    public static FeatureTable table(int rows) {
        FeatureTable table =
                new FeatureTable(
                        new String[rows],
                        new long[rows],
                        new String[rows],
                        new long[rows],
                        TestEvents.FEATURES,
                        new float[rows * TestEvents.FEATURES],
                        TestEvents.CONTEXT,
                        new float[rows * TestEvents.CONTEXT]);
        for (int row = 0; row < rows; row++) {
            table.ids()[row] = "event-" + row;
            table.entityKeys()[row] = "entity-" + row % 7;
            table.timesMs()[row] = row;
            table.features()[row * TestEvents.FEATURES] = 0.1f;
        }
        return table;
    }
}
