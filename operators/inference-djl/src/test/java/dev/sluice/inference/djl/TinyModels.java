// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference.djl;

import dev.sluice.inference.Device;
import dev.sluice.inference.Manifest;
import dev.sluice.inference.ModelInputs;
import dev.sluice.inference.ModelSpec;
import dev.sluice.inference.SignatureSpec;
import dev.sluice.inference.TensorSpec;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Models small enough to be computed by hand, and some that must be refused. */
final class TinyModels {

    static final String SCORE = "serving_default";
    static final String SCALE = "scale";

    private static final float[] WEIGHTS = {0.5f, -1f, 0.25f};

    private TinyModels() {}

    /** What a broken model does to its probability. */
    enum Fault {
        NONE,
        MIXES_NEIGHBOURS,
        NOT_A_NUMBER
    }

    /** What a model answers as its probability. */
    enum Answer {
        SIGMOID,
        ALWAYS_THE_SAME,
        ABOVE_ONE,
        NO_NUMBER_FOR_LARGE_EVENTS
    }

    /** Writes a model whose one output is a probability. */
    static ModelSpec writeProbability(Path directory, Answer answer) throws Exception {
        TensorFlowEngine.start(NativesProgress.NONE);
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat32> features =
                    tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 3)));
            Operand<TFloat32> sum =
                    tf.sum(tf.math.mul(features, tf.constant(WEIGHTS)), tf.constant(1));
            Operand<TFloat32> probability =
                    switch (answer) {
                        case SIGMOID -> tf.math.sigmoid(sum);
                        case ALWAYS_THE_SAME -> tf.math.sigmoid(tf.math.mul(sum, tf.constant(0f)));
                        case ABOVE_ONE -> tf.math.mul(tf.math.sigmoid(sum), tf.constant(1.5f));
                        // as whoever writes a softmax by hand gets it
                        case NO_NUMBER_FOR_LARGE_EVENTS ->
                                tf.math.div(
                                        tf.math.exp(sum),
                                        tf.math.add(tf.math.exp(sum), tf.constant(1f)));
                    };
            SavedModelWriter.write(
                    directory,
                    graph,
                    List.of(
                            new SavedModelWriter.Binding(
                                    SCORE,
                                    Map.of("features", features),
                                    Map.of("probability", probability))));
        }
        return new ModelSpec(
                directory,
                manifest(
                        Map.of(
                                SCORE,
                                new SignatureSpec(
                                        List.of(new TensorSpec("features", List.of(3))),
                                        List.of(new TensorSpec("probability", List.of()))))),
                Device.Kind.CPU);
    }

    /** Writes the model: {@code score = x.w}, {@code scale = (x * y, y)}. */
    static ModelSpec write(Path directory, Fault fault) throws Exception {
        TensorFlowEngine.start(NativesProgress.NONE);
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat32> features =
                    tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 3)));
            Placeholder<TFloat32> factor =
                    tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 1)));
            Operand<TFloat32> weighted = tf.math.mul(features, tf.constant(WEIGHTS));
            Operand<TFloat32> score = tf.sum(weighted, tf.constant(1));
            if (fault == Fault.MIXES_NEIGHBOURS) {
                score = tf.math.sub(score, tf.math.mean(score, tf.constant(0)));
            } else if (fault == Fault.NOT_A_NUMBER) {
                score = tf.math.log(tf.math.sub(score, tf.constant(100f)));
            }
            SavedModelWriter.write(
                    directory,
                    graph,
                    List.of(
                            new SavedModelWriter.Binding(
                                    SCORE, Map.of("features", features), Map.of("score", score)),
                            new SavedModelWriter.Binding(
                                    SCALE,
                                    Map.of("features", features, "factor", factor),
                                    Map.of(
                                            "scaled",
                                            tf.math.mul(features, factor),
                                            "factor_out",
                                            tf.identity(factor)))));
        }
        return new ModelSpec(directory, manifest(signatures()), Device.Kind.CPU);
    }

    /** Writes a network of two layers, wide enough that its sums depend on their order. */
    static ModelSpec writeNetwork(Path directory, Device.Kind device) throws Exception {
        int width = 64;
        SplittableRandom random = new SplittableRandom(7);
        TensorFlowEngine.start(NativesProgress.NONE);
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat32> features =
                    tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 3)));
            Operand<TFloat32> hidden =
                    tf.math.tanh(
                            tf.linalg.matMul(features, tf.constant(weights(random, 3, width))));
            Operand<TFloat32> logit =
                    tf.linalg.matMul(hidden, tf.constant(weights(random, width, 1)));
            SavedModelWriter.write(
                    directory,
                    graph,
                    List.of(
                            new SavedModelWriter.Binding(
                                    SCORE,
                                    Map.of("features", features),
                                    Map.of(
                                            "score",
                                            tf.math.sigmoid(tf.sum(logit, tf.constant(1)))))));
        }
        return new ModelSpec(directory, manifest(Map.of(SCORE, signatures().get(SCORE))), device);
    }

    private static float[][] weights(SplittableRandom random, int rows, int columns) {
        float[][] weights = new float[rows][columns];
        for (float[] row : weights) {
            for (int i = 0; i < columns; i++) {
                row[i] = (float) random.nextDouble() - 0.5f;
            }
        }
        return weights;
    }

    static Map<String, SignatureSpec> signatures() {
        TensorSpec features = new TensorSpec("features", List.of(3));
        return Map.of(
                SCORE,
                new SignatureSpec(List.of(features), List.of(new TensorSpec("score", List.of()))),
                SCALE,
                new SignatureSpec(
                        List.of(features, new TensorSpec("factor", List.of(1))),
                        List.of(
                                new TensorSpec("scaled", List.of(3)),
                                new TensorSpec("factor_out", List.of(1)))));
    }

    static Manifest manifest(Map<String, SignatureSpec> signatures) {
        return new Manifest(
                "first-pass",
                "tiny-1",
                new ModelInputs("tiny", List.of("a", "b", "c"), List.of(), 0, List.of()),
                signatures,
                List.of(16, 64),
                new Manifest.Training(Instant.EPOCH, Instant.EPOCH, 0, 0, Map.of()),
                Map.of());
    }

    /** What the model has to answer, up to rounding. */
    static float score(float a, float b, float c) {
        return a * WEIGHTS[0] + b * WEIGHTS[1] + c * WEIGHTS[2];
    }
}
