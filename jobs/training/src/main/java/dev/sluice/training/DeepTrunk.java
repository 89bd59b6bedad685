// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import dev.sluice.decisioning.deep.DeepSignatures;
import dev.sluice.inference.Device;
import dev.sluice.inference.ModelInputs;
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
import org.tensorflow.types.TFloat32;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;

/**
 * The trained trunk of the deep model: members, whose states stand side by side in one.
 *
 * <p>Members differ by their first weights and by what is left out of their states:
 * Lakshminarayanan, Pritzel and Blundell, "Simple and Scalable Predictive Uncertainty Estimation
 * using Deep Ensembles", 2017.
 */
final class DeepTrunk {

    private static final int CHUNK = 1024;
    private static final String BEFORE = "before";

    private final ModelInputs inputs;
    private final DeepNetwork network;
    private final Map<String, float[]> weights;
    private final TreeMembers trees;
    private final Readout readout;

    /** A network with its trained weights, and the trees that it corrects. */
    DeepTrunk(
            ModelInputs inputs,
            DeepNetwork network,
            Map<String, float[]> weights,
            TreeMembers trees) {
        this.inputs = inputs;
        this.network = network;
        this.weights = Map.copyOf(weights);
        this.trees = trees;
        this.readout = network.readout(weights, trees);
    }

    /**
     * Trains trunk and heads of all networks together.
     *
     * @param first first values of weights that were pre-trained, by name; others are drawn
     * @param causes what the trunk learns besides the label
     * @param before log-odds of each row that the networks correct
     */
    static Map<String, float[]> train(
            DeepNetwork network,
            TrainingData data,
            Map<String, float[]> first,
            CauseTask causes,
            float[] before,
            long seed,
            DoubleConsumer progress) {
        Map<String, float[]> matrices = new LinkedHashMap<>();
        matrices.put(DeepSignatures.FEATURES, data.features());
        matrices.put(Labels.NAME, Labels.of(data));
        matrices.put(BEFORE, before);
        if (network.readsContext()) {
            matrices.put(DeepSignatures.CONTEXT, data.contexts());
        }
        if (causes.isOn()) {
            matrices.putAll(HeadRows.causes(data));
        }
        Map<String, float[]> trained =
                NetworkTrainer.train(
                        (tf, weights, batch, noise) -> {
                            Operand<TFloat32> x = batch.get(DeepSignatures.FEATURES);
                            // Without a history nothing reads the last argument.
                            Operand<TFloat32> context =
                                    batch.getOrDefault(DeepSignatures.CONTEXT, x);
                            Operand<TFloat32> masked =
                                    tf.math.mul(network.state(tf, weights, x, context), noise);
                            Operand<TFloat32> loss =
                                    network.loss(
                                            tf,
                                            weights,
                                            masked,
                                            batch.get(BEFORE),
                                            batch.get(Labels.NAME));
                            return causes.isOn()
                                    ? tf.math.add(
                                            loss,
                                            causes.loss(
                                                    tf, weights, masked, network.members(), batch))
                                    : loss;
                        },
                        new NetworkTrainer.Matrices(data.rows(), matrices),
                        network.noise(),
                        DeepNetwork.DESCENT,
                        first,
                        seed,
                        progress);
        CauseTask.dropHeads(trained);
        return trained;
    }

    /** The same networks over other trees. */
    DeepTrunk over(TreeMembers others) {
        return new DeepTrunk(inputs, network, weights, others);
    }

    /** The trees. */
    TreeMembers trees() {
        return trees;
    }

    /** What its rows look like. */
    ModelInputs inputs() {
        return inputs;
    }

    /** The network. */
    DeepNetwork network() {
        return network;
    }

    /** The members' heads. */
    Readout readout() {
        return readout;
    }

    /** What {@code encode} takes and gives. */
    SignatureSpec signature() {
        List<TensorSpec> encoded = new ArrayList<>();
        encoded.add(new TensorSpec(DeepSignatures.FEATURES, List.of(inputs.features().size())));
        if (network.readsContext()) {
            encoded.add(new TensorSpec(DeepSignatures.CONTEXT, List.of(inputs.contextWidth())));
        }
        return new SignatureSpec(
                encoded, List.of(new TensorSpec(DeepSignatures.STATE, List.of(readout.width()))));
    }

    /** Builds {@code encode}. */
    SavedModelWriter.Binding encode(Ops tf) {
        Operand<TFloat32> x = Layers.placeholder(tf, inputs.features().size());
        Map<String, Operand<TFloat32>> fed =
                new LinkedHashMap<>(Map.of(DeepSignatures.FEATURES, x));
        if (network.readsContext()) {
            fed.put(DeepSignatures.CONTEXT, Layers.placeholder(tf, inputs.contextWidth()));
        }
        Operand<TFloat32> networks =
                network.state(
                        tf,
                        new FrozenWeights(tf, weights),
                        x,
                        fed.getOrDefault(DeepSignatures.CONTEXT, x));
        Operand<TFloat32> state = tf.concat(List.of(networks, trees.state(tf, x)), tf.constant(1));
        return new SavedModelWriter.Binding(
                DeepSignatures.ENCODE, fed, Map.of(DeepSignatures.STATE, state));
    }

    /**
     * The states of rows that trees were boosted on, row-major {@code [rows * D]}: what the heads
     * learn from must be as good as what they will see, not better.
     *
     * @param unseen columns of the trees by members that did not see the row
     */
    float[] states(TrainingData data, float[] unseen) {
        float[] states = states(data);
        int width = readout.width();
        int columns = trees.width();
        for (int row = 0; row < data.rows(); row++) {
            System.arraycopy(unseen, row * columns, states, (row + 1) * width - columns, columns);
        }
        return states;
    }

    private float[] states(TrainingData data) {
        float[] states = new float[Math.multiplyExact(data.rows(), readout.width())];
        try (Graph graph = new Graph()) {
            SavedModelWriter.Binding encode = encode(Ops.create(graph));
            try (Session session =
                    new Session(graph, TensorFlowEngine.sessionConfig(Device.Kind.CPU))) {
                for (int from = 0; from < data.rows(); from += CHUNK) {
                    int to = Math.min(data.rows(), from + CHUNK);
                    encode(session, encode, data, from, to, states);
                }
            }
        }
        return states;
    }

    private void encode(
            Session session,
            SavedModelWriter.Binding encode,
            TrainingData data,
            int from,
            int to,
            float[] into) {
        Session.Runner runner = session.runner().fetch(encode.outputs().get(DeepSignatures.STATE));
        List<TFloat32> fed = new ArrayList<>();
        try {
            encode.inputs()
                    .forEach(
                            (name, placeholder) -> {
                                float[] values =
                                        name.equals(DeepSignatures.CONTEXT)
                                                ? data.contexts()
                                                : data.features();
                                int width = values.length / data.rows();
                                TFloat32 tensor =
                                        TFloat32.tensorOf(
                                                Shape.of(to - from, width),
                                                DataBuffers.of(
                                                        Arrays.copyOfRange(
                                                                values, from * width, to * width)));
                                fed.add(tensor);
                                runner.feed(placeholder, tensor);
                            });
            try (Result result = runner.run()) {
                int width = readout.width();
                ((TFloat32) result.get(0))
                        .asRawTensor()
                        .data()
                        .asFloats()
                        .read(into, from * width, (to - from) * width);
            }
        } finally {
            fed.forEach(TFloat32::close);
        }
    }
}
