// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.calibration.CalibrationFitter;
import dev.sluice.decisioning.deep.StrategyKind;
import dev.sluice.decisioning.gate.GateConfig;
import dev.sluice.decisioning.gate.GateFitter;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.inference.Device;
import dev.sluice.inference.Manifest;
import dev.sluice.inference.ModelBackend;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.inference.SignatureSpec;
import dev.sluice.inference.djl.DjlModelBackendFactory;
import dev.sluice.inference.djl.TensorFlowEngine;
import dev.sluice.stream.model.ModelJson;
import dev.sluice.stream.model.ModelStore;
import dev.sluice.training.ProgressListener.Stage;

import java.io.IOException;
import java.nio.file.Files;
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
 * range is held out: the networks never see it, and calibration, the gate and all figures are of
 * it, through the backend that will serve the models. Equal data and configuration give equal
 * files, to the byte, on one machine.
 */
public final class Trainer {

    private static final int CALIBRATION_BINS = 20;

    /** One event alone, a deep batch, a first-pass batch: all were equal to the bit. */
    private static final List<Integer> FIRST_PASS_SIZES = List.of(16, 64, 256, 1024);

    private static final List<Integer> DEEP_SIZES =
            List.of(16, 32, 64, 96, 128, 160, 192, 224, 256);

    private static final String NOVELTY = "novelty";
    private static final String DEEP = "deep";

    /** Training metric: histories that encoders were pre-trained on. */
    private static final String PRETRAINING_ROWS = "pretraining-rows";

    /** Shares of the training time, as measured: what the progress is counted in. */
    private static final double NOVELTY_WORK = 1;

    private static final double DEEP_WORK = 20;
    private static final double TREES_SHARE = 0.35;
    private static final double TRUNKS_SHARE = 0.8;
    private static final double FIRST_PASS_SHARE = 0.1;

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
            TreeMembers.Fitted trees = trees(rows);
            NoveltyNetwork novelty = NoveltyNetwork.fit(rows);
            DeepNetwork deepNetwork = DeepNetwork.fit(rows, config.deepMembers());
            Histories unlabelled = unlabelled(data, split);
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
            FirstPassModel firstPass =
                    new FirstPassModel(
                            rows,
                            FirstPassModel.train(rows, config.seed()),
                            novelty,
                            weights.get(NOVELTY));
            DeepTrunk trunk =
                    new DeepTrunk(rows.inputs(), deepNetwork, weights.get(DEEP), trees.members());
            DeepModel deep =
                    new DeepModel(
                            trunk,
                            Heads.train(
                                    trunk,
                                    rows,
                                    trees.unseen(),
                                    // What trunks are drawn from does not depend on the heads.
                                    ~config.seed(),
                                    new Workshop<>(listener, TRUNKS_SHARE, 1)));
            Unsealed firstPassFolder =
                    new Unsealed(
                            ModelStore.FIRST_PASS,
                            folder.partial().resolve(ModelStore.FIRST_PASS),
                            firstPass.signatures(),
                            FIRST_PASS_SIZES);
            Unsealed deepFolder =
                    new Unsealed(
                            ModelStore.DEEP,
                            folder.partial().resolve(ModelStore.DEEP),
                            deep.signatures(),
                            DEEP_SIZES);
            firstPass.write(firstPassFolder.folder());
            deep.write(deepFolder.folder());
            Map<String, Double> deepMetrics = new TreeMap<>(deep.properties());
            deepMetrics.put(PRETRAINING_ROWS, (double) unlabelled.rows());
            return calibrate(folder, firstPassFolder, deepFolder, deep, deepMetrics, rows, heldOut);
        }
    }

    /** What history encoders are pre-trained on: the range too, but not what is held out. */
    private Histories unlabelled(TrainingData data, long split) {
        return config.pretraining().isZero()
                ? Histories.NONE
                : Histories.of(
                        data,
                        config.unlabelledFrom().toEpochMilli(),
                        split,
                        HistoryPretraining.MOST_ROWS);
    }

    /** A model folder on its way to a manifest. */
    private record Unsealed(
            String name,
            Path folder,
            Map<String, SignatureSpec> signatures,
            List<Integer> paddedSizes) {}

    private TreeMembers.Fitted trees(TrainingData rows) {
        return TreeMembers.fit(
                rows, TREE_MEMBERS, config.seed(), new Workshop<>(listener, 0, TREES_SHARE));
    }

    private Map<String, Map<String, float[]>> networks(
            TrainingData rows, NoveltyNetwork novelty, TrunkTraining trunk) {
        SplittableRandom seeds = new SplittableRandom(config.seed());
        long noveltySeed = seeds.nextLong();
        long deepSeed = seeds.nextLong();
        Workshop<Map<String, float[]>> workshop =
                new Workshop<>(listener, TREES_SHARE, TRUNKS_SHARE);
        // the longest first, so that the other is done meanwhile
        workshop.add(DEEP, DEEP_WORK, progress -> trunk.run(deepSeed, progress));
        workshop.add(
                NOVELTY,
                NOVELTY_WORK,
                progress -> FirstPassModel.trainNovelty(novelty, rows, noveltySeed, progress));
        return workshop.run();
    }

    private TrainingReport calibrate(
            OutputFolder folder,
            Unsealed firstPassFolder,
            Unsealed deepFolder,
            DeepModel deep,
            Map<String, Double> deepMetrics,
            TrainingData rows,
            TrainingData heldOut)
            throws IOException, ModelLoadException {
        listener.progressed(Stage.CALIBRATION, 0);
        Manifest firstPassManifest = seal(firstPassFolder, rows, Map.of());
        Manifest deepManifest = seal(deepFolder, rows, deepMetrics);
        ModelStore store =
                ModelStore.at(folder.partial().toString(), DjlModelBackendFactory.IDENTIFIER);

        Scorer.FirstPassScores scores;
        try (ModelBackend model = open(store, ModelStore.FIRST_PASS)) {
            scores = Scorer.firstPass(model, heldOut);
        }
        listener.progressed(Stage.CALIBRATION, FIRST_PASS_SHARE);
        DeepAnswers answers;
        try (ModelBackend model = open(store, ModelStore.DEEP)) {
            answers =
                    DeepAnswers.of(
                            model,
                            deep.strategies(),
                            heldOut,
                            config,
                            share ->
                                    listener.progressed(
                                            Stage.CALIBRATION,
                                            FIRST_PASS_SHARE + (0.9 - FIRST_PASS_SHARE) * share));
        }

        Calibration firstPassCalibration =
                CalibrationFitter.fit(scores.probability(), heldOut.bad(), CALIBRATION_BINS);
        Policy policy = policy(rows, firstPassCalibration, answers, scores, heldOut);
        Files.writeString(folder.partial().resolve(ModelStore.POLICY), ModelJson.yaml(policy));

        Map<String, Double> firstPassMetrics =
                new TreeMap<>(HeldOutFigures.of(scores.probability(), heldOut));
        firstPassMetrics.putAll(
                HeldOutFigures.ofCalibrated(
                        Arrays.stream(scores.probability())
                                .map(firstPassCalibration::apply)
                                .toArray(),
                        heldOut));
        deepMetrics.putAll(answers.figures());
        seal(firstPassFolder, rows, firstPassMetrics);
        seal(deepFolder, rows, deepMetrics);
        folder.complete();
        listener.progressed(Stage.CALIBRATION, 1);
        return new TrainingReport(
                firstPassManifest.version(),
                deepManifest.version(),
                policy.version(),
                rows.rows(),
                heldOut.rows(),
                firstPassMetrics,
                deepMetrics,
                notes(deep, rows));
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

    private Manifest seal(Unsealed model, TrainingData rows, Map<String, Double> metrics)
            throws IOException {
        String origin =
                rows.inputs() + "/" + config.from() + "/" + config.to() + "/" + config.seed();
        Manifest manifest =
                new Manifest(
                        model.name(),
                        Versions.of(
                                rows.inputs().useCase() + "-" + model.name(),
                                ModelStore.hashes(model.folder()),
                                origin),
                        rows.inputs(),
                        model.signatures(),
                        model.paddedSizes(),
                        new Manifest.Training(
                                config.from(), config.to(), rows.rows(), config.seed(), metrics),
                        Map.of());
        ModelStore.seal(model.folder(), manifest);
        return manifest;
    }

    private Policy policy(
            TrainingData rows,
            Calibration firstPass,
            DeepAnswers answers,
            Scorer.FirstPassScores scores,
            TrainingData heldOut) {
        String useCase = rows.inputs().useCase();
        Policy open =
                Policy.of(
                        "unnamed",
                        useCase,
                        config.costs(),
                        firstPass,
                        answers.calibrations(CALIBRATION_BINS),
                        GateConfig.EVERYTHING);
        Policy unnamed =
                open.withGate(
                        GateFitter.fit(open, answers.sample(open, scores, heldOut), config.gate()));
        return unnamed.withVersion(Versions.of(useCase + "-policy", ModelJson.yaml(unnamed)));
    }

    private static ModelBackend open(ModelStore store, String name) throws ModelLoadException {
        return store.open(name, Device.Kind.CPU, Trainer.class.getClassLoader());
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
