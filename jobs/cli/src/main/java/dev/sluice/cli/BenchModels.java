// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.bench.plumbing.EventStream;
import dev.sluice.cli.bench.plumbing.RecordScorers;
import dev.sluice.cli.console.Progress;
import dev.sluice.fraud.FraudFeatures;
import dev.sluice.fraud.FraudSimulator;
import dev.sluice.fraud.LabelledTransaction;
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
import java.util.stream.StreamSupport;

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
        return CascadeModels.of(
                ModelStore.at(folder(progress).toString(), ModelOptions.ENGINE.defaultValue()),
                FraudFeatures.INPUTS,
                new CascadeModels.Devices(Device.Kind.CPU, Device.Kind.CPU));
    }

    /** The first-pass model for one record a call. */
    RecordScorers scorers(Progress progress) throws IOException, ModelLoadException {
        return RecordScorers.predictors(folder(progress).resolve(ModelStore.FIRST_PASS).toString());
    }

    /** At least a number of events of a simulated stream, of about six weeks. */
    static EventStream stream(int events) {
        FraudSimulator simulator = SimulatedHistory.stream(events, SEED);
        return new EventStream(
                "simulated",
                () ->
                        StreamSupport.stream(simulator.spliterator(), false)
                                .map(LabelledTransaction::transaction)
                                .iterator());
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

    /** The folder of the models, checked. */
    Path folder(Progress progress) throws IOException, ModelLoadException {
        UseCaseKit fraud = new FraudKit();
        return models == null
                ? DemoModels.trained(fraud, progress)
                : DemoModels.given(fraud, models);
    }
}
