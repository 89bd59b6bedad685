// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import dev.sluice.inference.ModelInputs;
import dev.sluice.inference.SignatureSpec;
import dev.sluice.inference.TensorSpec;
import dev.sluice.inference.djl.SavedModelWriter;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;

/**
 * The trained deep model: some members, whose states stand side by side in one.
 *
 * <p>{@code encode} runs all trunks, once a record; {@code pass} masks the joined state and gives
 * the mean of the members' probabilities, so a pass costs one small product. Members differ by
 * their first weights and by the order of the rows: Lakshminarayanan, Pritzel and Blundell, "Simple
 * and Scalable Predictive Uncertainty Estimation using Deep Ensembles", 2017.
 */
final class DeepModel {

    static final String ENCODE = "encode";
    static final String PASS = "pass";
    static final String FEATURES = "features";
    static final String CONTEXT = "context";
    static final String STATE = "state";
    static final String MASK = "mask";
    static final String PROBABILITY = "probability";

    private final ModelInputs inputs;
    private final DeepNetwork network;
    private final List<Map<String, float[]>> members;

    DeepModel(ModelInputs inputs, DeepNetwork network, List<Map<String, float[]>> members) {
        this.inputs = inputs;
        this.network = network;
        this.members = List.copyOf(members);
    }

    /** Trains one member. */
    static Map<String, float[]> train(
            DeepNetwork network, TrainingData data, long seed, DoubleConsumer progress) {
        Map<String, float[]> matrices = new LinkedHashMap<>();
        matrices.put(FEATURES, data.features());
        matrices.put(Labels.NAME, Labels.of(data));
        if (network.readsContext()) {
            matrices.put(CONTEXT, data.contexts());
        }
        return NetworkTrainer.train(
                (tf, weights, batch, noise) -> {
                    // Without a history nothing reads the last argument.
                    Operand<TFloat32> context = batch.getOrDefault(CONTEXT, batch.get(FEATURES));
                    Operand<TFloat32> state =
                            network.state(
                                    tf, weights, network.input(tf, batch.get(FEATURES)), context);
                    return Layers.crossEntropy(
                            tf,
                            network.logits(tf, weights, tf.math.mul(state, noise)),
                            batch.get(Labels.NAME));
                },
                new NetworkTrainer.Matrices(data.rows(), matrices),
                DeepNetwork.NOISE,
                DeepNetwork.DESCENT,
                seed,
                progress);
    }

    /** What the model offers. */
    Map<String, SignatureSpec> signatures() {
        TensorSpec state = new TensorSpec(STATE, List.of(stateWidth()));
        List<TensorSpec> encoded = new ArrayList<>();
        encoded.add(new TensorSpec(FEATURES, List.of(inputs.features().size())));
        if (network.readsContext()) {
            encoded.add(new TensorSpec(CONTEXT, List.of(inputs.contextWidth())));
        }
        return Map.of(
                ENCODE,
                new SignatureSpec(encoded, List.of(state)),
                PASS,
                new SignatureSpec(
                        List.of(state, new TensorSpec(MASK, List.of(stateWidth()))),
                        List.of(new TensorSpec(PROBABILITY, List.of()))));
    }

    /**
     * Writes the graph into a folder.
     *
     * @throws IOException if it cannot be written
     */
    void write(Path directory) throws IOException {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            SavedModelWriter.write(directory, graph, List.of(encode(tf), pass(tf)));
        }
    }

    private SavedModelWriter.Binding encode(Ops tf) {
        Placeholder<TFloat32> x = placeholder(tf, inputs.features().size());
        Map<String, Operand<TFloat32>> fed = new LinkedHashMap<>(Map.of(FEATURES, x));
        if (network.readsContext()) {
            fed.put(CONTEXT, placeholder(tf, inputs.contextWidth()));
        }
        Operand<TFloat32> input = network.input(tf, x);
        List<Operand<TFloat32>> states = new ArrayList<>();
        for (Map<String, float[]> member : members) {
            states.add(
                    network.state(
                            tf,
                            new FrozenWeights(tf, member),
                            input,
                            fed.getOrDefault(CONTEXT, x)));
        }
        Operand<TFloat32> state =
                tf.reshape(
                        // TensorFlow refuses to join one alone
                        states.size() == 1 ? states.get(0) : tf.concat(states, tf.constant(1)),
                        tf.constant(new int[] {-1, stateWidth()}));
        return new SavedModelWriter.Binding(ENCODE, fed, Map.of(STATE, state));
    }

    /** The heads of all members as one product with a block-diagonal matrix. */
    private SavedModelWriter.Binding pass(Ops tf) {
        Placeholder<TFloat32> state = placeholder(tf, stateWidth());
        Placeholder<TFloat32> mask = placeholder(tf, stateWidth());
        float[][] kernel = new float[stateWidth()][members.size()];
        float[] bias = new float[members.size()];
        for (int m = 0; m < members.size(); m++) {
            float[] head = members.get(m).get(DeepNetwork.HEAD + "/kernel");
            for (int i = 0; i < DeepNetwork.STATE; i++) {
                kernel[m * DeepNetwork.STATE + i][m] = head[i];
            }
            bias[m] = members.get(m).get(DeepNetwork.HEAD + "/bias")[0];
        }
        Operand<TFloat32> logits =
                tf.math.add(
                        tf.linalg.matMul(tf.math.mul(state, mask), tf.constant(kernel)),
                        tf.constant(bias));
        Operand<TFloat32> probability = tf.math.mean(tf.math.sigmoid(logits), tf.constant(1));
        return new SavedModelWriter.Binding(
                PASS, Map.of(STATE, state, MASK, mask), Map.of(PROBABILITY, probability));
    }

    private int stateWidth() {
        return DeepNetwork.STATE * members.size();
    }

    private static Placeholder<TFloat32> placeholder(Ops tf, int width) {
        return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, width)));
    }
}
