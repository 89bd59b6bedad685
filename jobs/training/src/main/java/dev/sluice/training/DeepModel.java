// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import dev.sluice.decisioning.deep.DeepSignatures;
import dev.sluice.decisioning.deep.StrategyKind;
import dev.sluice.inference.SignatureSpec;
import dev.sluice.inference.TensorSpec;
import dev.sluice.inference.djl.SavedModelWriter;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The trained deep model: a trunk, the passes over its state, and the heads that think longer.
 *
 * <p>{@code encode} runs the trunk, once a record; {@code pass} masks the joined state and gives
 * the mean of the members' probabilities, so a pass costs one small product. All other heads read
 * the same state.
 */
final class DeepModel {

    private final DeepTrunk trunk;
    private final List<TrainedHead> heads;

    /**
     * A head with its weights.
     *
     * @param head description of the head
     * @param weights trained weights by name
     */
    record TrainedHead(Head head, Map<String, float[]> weights) {}

    /** Puts a trunk and the heads that were trained on its states together. */
    DeepModel(DeepTrunk trunk, List<TrainedHead> heads) {
        this.trunk = trunk;
        this.heads = List.copyOf(heads);
    }

    /**
     * The same with trees that are boosted on other rows. Networks and heads stand: they learned
     * from what trees say of rows that they did not see, so they know no tree in particular.
     */
    DeepModel boostedOn(TrainingData data, long seed, Workshop<TreeEnsemble> workshop) {
        return new DeepModel(trunk.over(trunk.trees().boostedOn(data, seed, workshop)), heads);
    }

    /** What the model offers. */
    Map<String, SignatureSpec> signatures() {
        int width = trunk.readout().width();
        Map<String, SignatureSpec> signatures = new LinkedHashMap<>();
        signatures.put(DeepSignatures.ENCODE, trunk.signature());
        signatures.put(
                DeepSignatures.PASS,
                new SignatureSpec(
                        List.of(
                                new TensorSpec(DeepSignatures.STATE, List.of(width)),
                                new TensorSpec(DeepSignatures.MASK, List.of(width))),
                        List.of(new TensorSpec(DeepSignatures.PROBABILITY, List.of()))));
        for (TrainedHead trained : heads) {
            signatures.putAll(trained.head().signatures());
        }
        return signatures;
    }

    /** The strategies that can think with it, repeated passes first. */
    List<StrategyKind> strategies() {
        List<StrategyKind> strategies = new ArrayList<>(List.of(StrategyKind.MONTE_CARLO));
        heads.forEach(trained -> strategies.add(trained.head().strategy()));
        return strategies;
    }

    /** What strategies have to know of it besides its signatures, as training metrics. */
    Map<String, Double> properties() {
        return Map.of(
                DeepSignatures.KEEP_RATE,
                DeepNetwork.KEEP,
                DeepSignatures.REFINEMENTS,
                (double) RefineHead.STEPS);
    }

    /**
     * Writes the graph into a folder.
     *
     * @throws IOException if it cannot be written
     */
    void write(Path directory) throws IOException {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            List<SavedModelWriter.Binding> bindings = new ArrayList<>();
            bindings.add(trunk.encode(tf));
            bindings.add(pass(tf));
            for (TrainedHead trained : heads) {
                bindings.addAll(
                        trained.head().bindings(tf, new FrozenWeights(tf, trained.weights())));
            }
            SavedModelWriter.write(directory, graph, bindings);
        }
    }

    private SavedModelWriter.Binding pass(Ops tf) {
        Placeholder<TFloat32> state = Layers.placeholder(tf, trunk.readout().width());
        Placeholder<TFloat32> mask = Layers.placeholder(tf, trunk.readout().width());
        Operand<TFloat32> logits = trunk.readout().logits(tf, tf.math.mul(state, mask));
        Operand<TFloat32> probability = tf.math.mean(tf.math.sigmoid(logits), tf.constant(1));
        return new SavedModelWriter.Binding(
                DeepSignatures.PASS,
                Map.of(DeepSignatures.STATE, state, DeepSignatures.MASK, mask),
                Map.of(DeepSignatures.PROBABILITY, probability));
    }
}
