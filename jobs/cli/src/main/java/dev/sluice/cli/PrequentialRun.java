// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.bench.MachineFacts;
import dev.sluice.cli.bench.memory.ProcessMemory;
import dev.sluice.cli.console.Progress;
import dev.sluice.cli.evaluation.HandbookFold;
import dev.sluice.cli.evaluation.gate.GateFold;
import dev.sluice.cli.evaluation.prequential.FoldTrial;
import dev.sluice.cli.evaluation.prequential.Prequential;
import dev.sluice.cli.evaluation.prequential.PrequentialReport;
import dev.sluice.cli.evaluation.prequential.Published;
import dev.sluice.decisioning.deep.ThinkingConfig;
import dev.sluice.fraud.FraudFeatureTable;
import dev.sluice.fraud.FraudFeatures;
import dev.sluice.fraud.TransactionCsv;
import dev.sluice.inference.Device;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * Protocol T2: features of all folds once, then for each seed and fold a training and its test.
 *
 * <p>Models that are kept lie in {@code seed-N/FOLD} below the folder that was named.
 */
final class PrequentialRun {

    private static final String PROTOCOL = "T2";

    private final FoldOptions options;
    private final List<Long> seeds;
    private final Progress progress;
    private final Prequential figures = new Prequential();
    private Device device;

    /** A run for a number of seeds, counted from the first one. */
    PrequentialRun(FoldOptions options, long firstSeed, int seeds, Progress progress) {
        this.options = options;
        this.seeds = LongStream.range(firstSeed, firstSeed + seeds).boxed().toList();
        this.progress = progress;
    }

    /** Trains and tests. */
    PrequentialReport of(TransactionCsv data) throws Exception {
        long start = System.nanoTime();
        List<HandbookFold> folds = options.of(data);
        FraudFeatureTable history = TrainedFolds.features(data, folds, progress);
        try (Scratch scratch = Scratch.create()) {
            for (long seed : seeds) {
                Path folder = options.models(scratch).resolve("seed-" + seed);
                new TrainedFolds(history, folder, seed, progress)
                        .visit(folds, trained -> test(trained, seed));
            }
        }
        return figures.report(
                PROTOCOL,
                options.areTest() ? Published.T2 : List.of(),
                settings(),
                resources((System.nanoTime() - start) / 1e9));
    }

    private void test(TrainedFolds.Trained trained, long seed) {
        device = trained.models().deep().device();
        String stage = "testing " + trained.fold().name();
        figures.add(
                FoldTrial.of(
                        new FoldTrial.Trained(
                                trained.fold(),
                                trained.history(),
                                trained.cascade(),
                                seed,
                                trained.trainingSeconds()),
                        share -> progress.bar(stage, share)));
    }

    private PrequentialReport.Settings settings() {
        ThinkingConfig thinking = ThinkingConfig.DEFAULT;
        return new PrequentialReport.Settings(
                FraudFeatures.INPUTS.useCase(),
                options.which(),
                options.learned(),
                seeds,
                FoldTrial.OBJECTIVE.name().toLowerCase(Locale.ROOT),
                GateFold.SHARE,
                thinking.strategy().key(),
                thinking.stopRule().key(),
                thinking.maxPasses(),
                FraudFeatures.INPUTS.features().size(),
                FraudFeatures.INPUTS.contextRows(),
                FraudFeatures.INPUTS.contextChannels().size());
    }

    private PrequentialReport.Resources resources(double seconds) throws IOException {
        return new PrequentialReport.Resources(
                seconds, ProcessMemory.peakMb().orElse(Double.NaN), MachineFacts.of(device));
    }
}
