// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import dev.sluice.inference.Device;
import dev.sluice.inference.djl.TensorFlowEngine;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;

/**
 * Trains one network in one thread: equal arguments give equal weights, to the bit, on one machine.
 *
 * <p>Shuffles, first weights and noise come from a seeded generator of Java's; no random operation
 * of TensorFlow is used. Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2015.
 */
final class NetworkTrainer {

    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.999f;
    private static final float EPSILON = 1e-7f;

    /**
     * The weights of the last steps are averaged: Izmailov et al., "Averaging Weights Leads to
     * Wider Optima and Better Generalization", 2018. So many, a twentieth of all steps apart.
     */
    private static final int SNAPSHOTS = 3;

    private static final int SNAPSHOT_SPACING = 20;
    private static final int REPORT_EVERY = 20;

    private NetworkTrainer() {}

    /** The matrices that a network is trained on, by name; all have the same number of rows. */
    record Matrices(int rows, Map<String, float[]> values) {}

    /** A network as the loss of a batch. */
    @FunctionalInterface
    interface Network {

        /**
         * Builds the loss.
         *
         * @param batch rows of each matrix, {@code [B, columns]}, by its name
         * @param noise {@code [B, noiseWidth]} of 0 and 1/keep
         */
        Operand<TFloat32> loss(
                Ops tf,
                Weights weights,
                Map<String, Operand<TFloat32>> batch,
                Operand<TFloat32> noise);
    }

    /**
     * What multiplies units while a network is trained, so that it relies on none.
     *
     * @param width units a row
     * @param keep chance that a unit stays
     */
    record Noise(int width, double keep) {

        /** Multiplies nothing. */
        static final Noise NONE = new Noise(1, 1);

        void fill(float[] values, SplittableRandom random) {
            float kept = (float) (1 / keep);
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextDouble() < keep ? kept : 0;
            }
        }
    }

    /** Trains a new network and returns its weights by name. */
    static Map<String, float[]> train(
            Network network,
            Matrices data,
            Noise noise,
            Descent descent,
            long seed,
            DoubleConsumer progress) {
        return train(network, data, noise, descent, Map.of(), seed, progress);
    }

    /**
     * Trains a network of which another training has left some weights.
     *
     * @param first first values of these weights, by name; others are drawn
     */
    static Map<String, float[]> train(
            Network network,
            Matrices data,
            Noise noise,
            Descent descent,
            Map<String, float[]> first,
            long seed,
            DoubleConsumer progress) {
        SplittableRandom random = new SplittableRandom(seed);
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Placeholder<TInt32> index =
                    tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
            Placeholder<TFloat32> noiseValues =
                    tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, noise.width())));
            Placeholder<TFloat32> rates =
                    tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(3)));

            Map<String, Placeholder<TFloat32>> feeds = new LinkedHashMap<>();
            Map<String, Op> loads = new LinkedHashMap<>();
            Map<String, Operand<TFloat32>> batch = new LinkedHashMap<>();
            data.values()
                    .forEach(
                            (name, values) -> {
                                Shape shape = shape(data.rows(), values.length);
                                Placeholder<TFloat32> feed =
                                        tf.placeholder(TFloat32.class, Placeholder.shape(shape));
                                Variable<TFloat32> held = tf.variable(shape, TFloat32.class);
                                feeds.put(name, feed);
                                loads.put(name, tf.assign(held, feed));
                                batch.put(name, tf.gather(held, index, tf.constant(0)));
                            });

            TrainableWeights weights = new TrainableWeights(tf, random.nextLong(), first);
            Operand<TFloat32> loss = network.loss(tf, weights, batch, noiseValues);
            for (Variable<TFloat32> kernel : weights.kernels()) {
                loss =
                        tf.math.add(
                                loss,
                                tf.math.mul(
                                        tf.nn.l2Loss(kernel),
                                        tf.constant((float) (2 * descent.decay()))));
            }
            List<Op> steps = adam(graph, tf, weights, loss, rates);

            try (Session session =
                    new Session(graph, TensorFlowEngine.sessionConfig(Device.Kind.CPU))) {
                run(session.runner(), weights.initializers());
                for (Map.Entry<String, float[]> matrix : data.values().entrySet()) {
                    try (TFloat32 tensor =
                            TFloat32.tensorOf(
                                    shape(data.rows(), matrix.getValue().length),
                                    DataBuffers.of(matrix.getValue()))) {
                        run(
                                session.runner().feed(feeds.get(matrix.getKey()), tensor),
                                List.of(loads.get(matrix.getKey())));
                    }
                }
                return descend(
                        session,
                        weights,
                        steps,
                        new Feeds(index, noiseValues, rates),
                        data.rows(),
                        noise,
                        descent,
                        random,
                        progress);
            }
        }
    }

    private record Feeds(
            Placeholder<TInt32> index, Placeholder<TFloat32> noise, Placeholder<TFloat32> rates) {}

    private static Map<String, float[]> descend(
            Session session,
            TrainableWeights weights,
            List<Op> steps,
            Feeds feeds,
            int rows,
            Noise noise,
            Descent descent,
            SplittableRandom random,
            DoubleConsumer progress) {
        Shuffle shuffle = new Shuffle(rows, random);
        int[] index = new int[Math.min(rows, descent.batchRows())];
        float[] noiseValues = new float[index.length * noise.width()];
        float[] rates = new float[3];
        int total = descent.steps(rows);
        int spacing = Math.max(1, total / SNAPSHOT_SPACING);
        Map<String, double[]> sums = new LinkedHashMap<>();
        int snapshots = 0;
        for (int step = 0; step < total; step++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("Training was interrupted");
            }
            shuffle.next(index);
            noise.fill(noiseValues, random);
            rates(rates, step, total, descent.learningRate());
            try (TInt32 indexTensor = TInt32.vectorOf(index);
                    TFloat32 rateTensor = TFloat32.vectorOf(rates);
                    TFloat32 noiseTensor =
                            TFloat32.tensorOf(
                                    Shape.of(index.length, noise.width()),
                                    DataBuffers.of(noiseValues))) {
                run(
                        session.runner()
                                .feed(feeds.index(), indexTensor)
                                .feed(feeds.rates(), rateTensor)
                                .feed(feeds.noise(), noiseTensor),
                        steps);
            }
            int left = total - 1 - step;
            if (left % spacing == 0 && left / spacing < SNAPSHOTS) {
                add(session, weights, sums);
                snapshots++;
            }
            if (step % REPORT_EVERY == 0 || left == 0) {
                progress.accept((step + 1.0) / total);
            }
        }
        int averaged = snapshots;
        Map<String, float[]> result = new LinkedHashMap<>();
        sums.forEach(
                (name, sum) -> {
                    float[] values = new float[sum.length];
                    for (int i = 0; i < sum.length; i++) {
                        values[i] = (float) (sum[i] / averaged);
                    }
                    result.put(name, values);
                });
        return result;
    }

    /** All gradients are known before the first weight moves: the order of updates is no race. */
    private static List<Op> adam(
            Graph graph,
            Ops tf,
            TrainableWeights weights,
            Operand<TFloat32> loss,
            Operand<TFloat32> rates) {
        List<Variable<TFloat32>> variables = List.copyOf(weights.variables().values());
        Output<?>[] outputs = new Output<?>[variables.size()];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = variables.get(i).asOutput();
        }
        Output<?>[] gradients = graph.addGradients(loss.asOutput(), outputs);
        List<Op> known = new ArrayList<>();
        for (Output<?> gradient : gradients) {
            known.add(gradient);
        }
        Ops gated = tf.withControlDependencies(known);
        List<Op> steps = new ArrayList<>();
        for (int i = 0; i < outputs.length; i++) {
            Variable<TFloat32> variable = variables.get(i);
            Shape shape = variable.asOutput().shape();
            steps.add(
                    gated.train.applyAdam(
                            variable,
                            weights.zeros(shape),
                            weights.zeros(shape),
                            at(tf, rates, 1),
                            at(tf, rates, 2),
                            at(tf, rates, 0),
                            tf.constant(BETA1),
                            tf.constant(BETA2),
                            tf.constant(EPSILON),
                            gradients[i].expect(TFloat32.class)));
        }
        return steps;
    }

    private static Operand<TFloat32> at(Ops tf, Operand<TFloat32> vector, int i) {
        return tf.gather(vector, tf.constant(i), tf.constant(0));
    }

    /** Learning rate and the powers of both betas that Adam corrects its averages with. */
    private static void rates(float[] rates, int step, int total, double learningRate) {
        rates[0] = (float) (learningRate * 0.5 * (1 + Math.cos(Math.PI * step / total)));
        rates[1] = (float) Math.pow(BETA1, step + 1.0);
        rates[2] = (float) Math.pow(BETA2, step + 1.0);
    }

    private static void add(Session session, TrainableWeights weights, Map<String, double[]> sums) {
        for (Map.Entry<String, Variable<TFloat32>> entry : weights.variables().entrySet()) {
            try (Result result = session.runner().fetch(entry.getValue()).run()) {
                TFloat32 tensor = (TFloat32) result.get(0);
                float[] values = new float[(int) tensor.size()];
                tensor.asRawTensor().data().asFloats().read(values);
                double[] sum =
                        sums.computeIfAbsent(entry.getKey(), name -> new double[values.length]);
                for (int i = 0; i < values.length; i++) {
                    sum[i] += values[i];
                }
            }
        }
    }

    private static Shape shape(int rows, int length) {
        return Shape.of(rows, length / rows);
    }

    private static void run(Session.Runner runner, List<Op> targets) {
        targets.forEach(runner::addTarget);
        runner.run().close();
    }

    /** Rows in random order without end, each once before any comes again. */
    private static final class Shuffle {

        private final int[] order;
        private final SplittableRandom random;
        private int next;

        Shuffle(int rows, SplittableRandom random) {
            this.order = new int[rows];
            this.random = random;
            this.next = rows;
            for (int i = 0; i < rows; i++) {
                order[i] = i;
            }
        }

        void next(int[] batch) {
            if (next + batch.length > order.length) {
                shuffle();
                next = 0;
            }
            System.arraycopy(order, next, batch, 0, batch.length);
            next += batch.length;
        }

        private void shuffle() {
            for (int i = order.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int swap = order[i];
                order[i] = order[j];
                order[j] = swap;
            }
        }
    }
}
