// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.console.Progress;
import dev.sluice.fraud.FraudFeatures;
import dev.sluice.inference.Device;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.stream.feature.FeatureTable;
import dev.sluice.stream.model.CascadeModels;
import dev.sluice.stream.model.ModelOptions;
import dev.sluice.stream.model.ModelStore;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** What benches measure with: the models of a folder, or those of the demo; simulated events. */
final class BenchModels {

    /** Another stream than the one that the demo's models learned from. */
    private static final long SEED = 7;

    private static final int EVENTS = 40_000;

    /** Long enough for histories and windows to be full. */
    private static final Duration FILLED = Duration.ofDays(14);

    private static final Duration WHOLE_STREAM = Duration.ofDays(365);

    @Option(
            names = "--models",
            paramLabel = "DIR",
            description = "Models to use; trained on simulated history if not given.")
    private Path models;

    /** The models, checked, to run on the CPU. */
    CascadeModels open(Progress progress) throws IOException, ModelLoadException {
        UseCaseKit fraud = new FraudKit();
        Path folder =
                models == null
                        ? DemoModels.trained(fraud, progress)
                        : DemoModels.given(fraud, models);
        return CascadeModels.of(
                ModelStore.at(folder.toString(), ModelOptions.ENGINE.defaultValue()),
                FraudFeatures.INPUTS,
                new CascadeModels.Devices(Device.Kind.CPU, Device.Kind.CPU));
    }

    /** Events of a simulated stream, with their features. */
    FeatureTable events(Progress progress) throws IOException {
        progress.bar("features", 0);
        Instant from = SimulatedHistory.start().plus(FILLED);
        FeatureTable table =
                FraudHistory.features(
                                SimulatedHistory.stream(EVENTS, SEED),
                                from,
                                from.plus(WHOLE_STREAM))
                        .table();
        progress.bar("features", 1);
        return table;
    }
}
