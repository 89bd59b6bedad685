// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import dev.sluice.inference.Device;
import dev.sluice.inference.SignatureSpec;
import dev.sluice.inference.TensorSpec;
import dev.sluice.inference.djl.SavedModelWriter;
import dev.sluice.inference.djl.TensorFlowEngine;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;

/** The trained first pass: one signature, probability and novelty of a row in one call. */
final class FirstPassModel {

    static final String SIGNATURE = "serving_default";
    static final String FEATURES = "features";
    static final String PROBABILITY = "probability";
    static final String NOVELTY = "novelty";

    private static final int CHUNK = 1024;

    /** Chosen on the handbook's validation weeks 2018-06-20 to 07-11. */
    private static final TreeBoosting BOOSTING = new TreeBoosting(96, 3, 0.1, 0.7, 0.5);

    private final int features;
    private final TreeEnsemble trees;
    private final float prior;
    private final NoveltyNetwork novelty;
    private final Map<String, float[]> noveltyWeights;
    private final QuantileScale noveltyScale;

    private FirstPassModel(
            int features,
            TreeEnsemble trees,
            float prior,
            NoveltyNetwork novelty,
            Map<String, float[]> noveltyWeights,
            QuantileScale noveltyScale) {
        this.features = features;
        this.trees = trees;
        this.prior = prior;
        this.novelty = novelty;
        this.noveltyWeights = noveltyWeights;
        this.noveltyScale = noveltyScale;
    }

    /**
     * Boosts the classifier and puts it together with an autoencoder; the novelty is measured
     * against the rows.
     */
    static FirstPassModel fit(
            TrainingData data,
            long seed,
            NoveltyNetwork novelty,
            Map<String, float[]> noveltyWeights) {
        float prior = (float) Labels.prior(data);
        return new FirstPassModel(
                data.inputs().features().size(),
                boost(data, prior, seed),
                prior,
                novelty,
                noveltyWeights,
                QuantileScale.fit(errors(data, novelty, noveltyWeights)));
    }

    /** The same with a classifier that is boosted on other rows, from the same log-odds. */
    FirstPassModel boostedOn(TrainingData data, long seed) {
        return new FirstPassModel(
                features, boost(data, prior, seed), prior, novelty, noveltyWeights, noveltyScale);
    }

    private static TreeEnsemble boost(TrainingData data, double prior, long seed) {
        return BOOSTING.fit(data.features(), Labels.of(data), prior, seed);
    }

    /** Trains the autoencoder. */
    static Map<String, float[]> trainNovelty(
            NoveltyNetwork network, TrainingData data, long seed, DoubleConsumer progress) {
        return NetworkTrainer.train(
                (tf, weights, batch, noise) ->
                        tf.math.mean(
                                Layers.vector(tf, network.error(tf, weights, batch.get(FEATURES))),
                                tf.constant(0)),
                new NetworkTrainer.Matrices(data.rows(), Map.of(FEATURES, data.features())),
                NetworkTrainer.Noise.NONE,
                NoveltyNetwork.DESCENT,
                seed,
                progress);
    }

    /** What the model offers. */
    Map<String, SignatureSpec> signatures() {
        return Map.of(
                SIGNATURE,
                new SignatureSpec(
                        List.of(new TensorSpec(FEATURES, List.of(features))),
                        List.of(
                                new TensorSpec(PROBABILITY, List.of()),
                                new TensorSpec(NOVELTY, List.of()))));
    }

    /**
     * Writes the graph into a folder.
     *
     * @throws IOException if it cannot be written
     */
    void write(Path directory) throws IOException {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat32> x = features(tf, features);
            Operand<TFloat32> logits =
                    tf.math.add(
                            new TreeGraph(tf, List.of(trees), x).total(trees), tf.constant(prior));
            Operand<TFloat32> error = novelty.error(tf, new FrozenWeights(tf, noveltyWeights), x);
            SavedModelWriter.write(
                    directory,
                    graph,
                    List.of(
                            new SavedModelWriter.Binding(
                                    SIGNATURE,
                                    Map.of(FEATURES, x),
                                    Map.of(
                                            PROBABILITY,
                                            tf.math.sigmoid(logits),
                                            NOVELTY,
                                            noveltyScale.apply(tf, error)))));
        }
    }

    private static float[] errors(
            TrainingData data, NoveltyNetwork network, Map<String, float[]> weights) {
        int width = data.inputs().features().size();
        float[] errors = new float[data.rows()];
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat32> x = features(tf, width);
            Operand<TFloat32> error =
                    Layers.vector(tf, network.error(tf, new FrozenWeights(tf, weights), x));
            try (Session session =
                    new Session(graph, TensorFlowEngine.sessionConfig(Device.Kind.CPU))) {
                for (int from = 0; from < errors.length; from += CHUNK) {
                    int to = Math.min(errors.length, from + CHUNK);
                    float[] rows = Arrays.copyOfRange(data.features(), from * width, to * width);
                    try (TFloat32 tensor =
                                    TFloat32.tensorOf(
                                            Shape.of(to - from, width), DataBuffers.of(rows));
                            Result result = session.runner().feed(x, tensor).fetch(error).run()) {
                        TFloat32 values = (TFloat32) result.get(0);
                        values.asRawTensor().data().asFloats().read(errors, from, to - from);
                    }
                }
            }
        }
        return errors;
    }

    private static Placeholder<TFloat32> features(Ops tf, int width) {
        return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, width)));
    }
}
