// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import dev.sluice.decisioning.deep.StrategyKind;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.inference.djl.TensorFlowEngine;
import dev.sluice.training.ProgressListener.Stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Trains a cascade: first pass, deep model and policy, as one folder that a job can serve.
 *
 * <p>Of a long range good rows are left out until {@value #MOST_ROWS} rows remain. The end of the
 * range is held out: calibration, the gate and all figures are of models that have not seen it,
 * through the backend that will serve them. Then their trees, and nothing else of them, are boosted
 * again on the whole range, from the same seeds, as fraud changes within days; so the models that
 * are served are no worse, if no better, than the figures say. Equal data and configuration give
 * equal files, to the byte, on one machine.
 */
public final class Trainer {

    private static final String NOVELTY = "novelty";
    private static final String DEEP = "deep";

    /** Training metric: histories that the encoder was pre-trained on. */
    private static final String PRETRAINING_ROWS = "pretraining-rows";

    /** Training metric: rows that the trees were boosted on after the figures were made. */
    private static final String BOOSTED_ROWS = "boosted-rows";

    /** Shares of the training time, as measured: what the progress is counted in. */
    private static final double NOVELTY_WORK = 1;

    private static final double DEEP_WORK = 20;
    private static final double TREES_SHARE = 0.32;
    private static final double TRUNKS_SHARE = 0.73;
    private static final double HEADS_SHARE = 0.91;

    /** Twice a week of the handbook; a longer range is thinned. */
    private static final int MOST_ROWS = 150_000;

    /** Boosted models whose mean the networks of the deep model correct. */
    private static final int TREE_MEMBERS = 4;

    private final TrainingConfig config;
    private final ProgressListener listener;

    private Trainer(TrainingConfig config, ProgressListener listener) {
        this.config = config;
        this.listener = listener;
    }

    /**
     * Trains a cascade into a folder, which appears when it is complete.
     *
     * @param data rows of the range, and rows before it, whose labels are not looked at; others are
     *     ignored
     * @param config what to do
     * @param out folder of the models; one of models is replaced, any other refused
     * @param listener hears how far it is
     * @throws IllegalArgumentException if there is nothing to learn from
     * @throws IOException if the folder cannot be written
     * @throws ModelLoadException if TensorFlow does not start, or a trained model fails its
     *     self-test
     */
    public static TrainingReport train(
            TrainingData data, TrainingConfig config, Path out, ProgressListener listener)
            throws IOException, ModelLoadException {
        return new Trainer(config, listener).train(data, out);
    }

    private TrainingReport train(TrainingData data, Path out)
            throws IOException, ModelLoadException {
        long from = config.from().toEpochMilli();
        long to = config.to().toEpochMilli();
        long split = config.to().minus(config.calibration()).toEpochMilli();
        TrainingData rows = data.thinned(from, split, MOST_ROWS);
        TrainingData heldOut = data.between(split, to);
        requireRows(rows, heldOut);
        try (OutputFolder folder = OutputFolder.begin(out)) {
            TensorFlowEngine.start(
                    (done, total) -> listener.progressed(Stage.NATIVES, (double) done / total));
            Histories unlabelled = unlabelled(data, split);
            Models models = models(rows, unlabelled);
            TrainingData all = data.thinned(from, to, mostRows(data, from, split, to, MOST_ROWS));
            Models boosted =
                    new Models(
                            models.firstPass().boostedOn(all, config.seed()),
                            models.deep().boostedOn(all, config.seed(), workshop(HEADS_SHARE, 1)));

            CascadeFolder cascade = new CascadeFolder(folder.partial(), config, rows);
            Map<String, Double> deepMetrics = new TreeMap<>(models.deep().properties());
            deepMetrics.put(PRETRAINING_ROWS, (double) unlabelled.rows());
            cascade.put(models.firstPass(), Map.of());
            cascade.put(models.deep(), deepMetrics);
            CascadeCalibration calibration =
                    CascadeCalibration.of(
                            cascade,
                            models.deep().strategies(),
                            heldOut,
                            config,
                            share -> listener.progressed(Stage.CALIBRATION, share));

            cascade.put(calibration.policy());
            Map<String, Double> firstPassMetrics = new TreeMap<>(calibration.firstPass());
            firstPassMetrics.put(BOOSTED_ROWS, (double) all.rows());
            deepMetrics.putAll(calibration.deep());
            deepMetrics.put(BOOSTED_ROWS, (double) all.rows());
            String firstPassVersion = cascade.put(boosted.firstPass(), firstPassMetrics);
            String deepVersion = cascade.put(boosted.deep(), deepMetrics);
            cascade.test();
            folder.complete();
            listener.progressed(Stage.CALIBRATION, 1);
            return new TrainingReport(
                    firstPassVersion,
                    deepVersion,
                    calibration.policy().version(),
                    rows.rows(),
                    heldOut.rows(),
                    firstPassMetrics,
                    deepMetrics,
                    notes(models.deep(), rows));
        }
    }

    /** The trained models of a cascade. */
    private record Models(FirstPassModel firstPass, DeepModel deep) {}

    private Models models(TrainingData rows, Histories unlabelled) {
        TreeMembers.Fitted trees =
                TreeMembers.fit(rows, TREE_MEMBERS, config.seed(), workshop(0, TREES_SHARE));
        NoveltyNetwork novelty = NoveltyNetwork.fit(rows);
        DeepNetwork deepNetwork = DeepNetwork.fit(rows, config.deepMembers());
        Map<String, Map<String, float[]>> weights =
                networks(
                        rows,
                        novelty,
                        new TrunkTraining(
                                deepNetwork,
                                unlabelled,
                                rows,
                                CauseTask.of(rows, config.causeWeight()),
                                trees.members().meanLogits(trees.unseen())));
        DeepTrunk trunk =
                new DeepTrunk(rows.inputs(), deepNetwork, weights.get(DEEP), trees.members());
        return new Models(
                FirstPassModel.fit(rows, config.seed(), novelty, weights.get(NOVELTY)),
                new DeepModel(
                        trunk,
                        Heads.train(
                                trunk,
                                rows,
                                trees.unseen(),
                                // What trunks are drawn from does not depend on the heads.
                                ~config.seed(),
                                workshop(TRUNKS_SHARE, HEADS_SHARE))));
    }

    private Map<String, Map<String, float[]>> networks(
            TrainingData rows, NoveltyNetwork novelty, TrunkTraining trunk) {
        SplittableRandom seeds = new SplittableRandom(config.seed());
        long noveltySeed = seeds.nextLong();
        long deepSeed = seeds.nextLong();
        Workshop<Map<String, float[]>> workshop = workshop(TREES_SHARE, TRUNKS_SHARE);
        // the longest first, so that the other is done meanwhile
        workshop.add(DEEP, DEEP_WORK, progress -> trunk.run(deepSeed, progress));
        workshop.add(
                NOVELTY,
                NOVELTY_WORK,
                progress -> FirstPassModel.trainNovelty(novelty, rows, noveltySeed, progress));
        return workshop.run();
    }

    private <R> Workshop<R> workshop(double fromShare, double toShare) {
        return new Workshop<>(listener, fromShare, toShare);
    }

    /** What the history encoder is pre-trained on: the range too, but not what is held out. */
    private Histories unlabelled(TrainingData data, long split) {
        return config.pretraining().isZero()
                ? Histories.NONE
                : Histories.of(
                        data,
                        config.unlabelledFrom().toEpochMilli(),
                        split,
                        HistoryPretraining.MOST_ROWS);
    }

    /**
     * Most rows of a range that leave out the same share of it as of its first part, of which so
     * many are used: where the share of bad rows differs, probabilities do.
     */
    static int mostRows(TrainingData data, long from, long split, long to, int most) {
        long first = data.firstAt(split) - data.firstAt(from);
        long whole = data.firstAt(to) - data.firstAt(from);
        return first <= most ? Integer.MAX_VALUE : (int) (whole * most / first);
    }

    /** What a user has to know who expected more. */
    private static List<String> notes(DeepModel deep, TrainingData rows) {
        List<String> lacking =
                Arrays.stream(StrategyKind.values())
                        .filter(strategy -> !deep.strategies().contains(strategy))
                        .map(StrategyKind::key)
                        .toList();
        if (lacking.isEmpty()) {
            return List.of();
        }
        return List.of(
                "The deep model cannot think by "
                        + String.join(" or ", lacking)
                        + ": of "
                        + rows.badRows()
                        + " bad rows to train on, none has a known cause among the "
                        + rows.inputs().explanations().size()
                        + " explanations of '"
                        + rows.inputs().useCase()
                        + "'. Give causes with the labels to train them.");
    }

    private void requireRows(TrainingData rows, TrainingData heldOut) {
        String range = config.from() + " to " + config.to();
        if (rows.badRows() == 0 || rows.badRows() == rows.rows()) {
            throw new IllegalArgumentException(
                    "Of "
                            + rows.rows()
                            + " rows to train on from "
                            + range
                            + ", "
                            + rows.badRows()
                            + " are bad; expected some of both kinds. Name a longer range.");
        }
        if (heldOut.rows() == 0) {
            throw new IllegalArgumentException(
                    "There are no rows in the last "
                            + config.calibration()
                            + " from "
                            + range
                            + "; expected some to calibrate on. Name another range.");
        }
    }
}
