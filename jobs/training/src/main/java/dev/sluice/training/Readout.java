// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

import java.util.List;

/**
 * What the members of the deep model make of a joined state: their heads as one product. Frozen.
 */
final class Readout {

    private final float[][] kernel;
    private final float[] bias;

    private Readout(float[][] kernel, float[] bias) {
        this.kernel = kernel;
        this.bias = bias;
    }

    /**
     * Heads over states that stand side by side.
     *
     * @param kernels one for each member, of the columns of its state
     * @param biases one for each member
     */
    private static Readout of(List<float[]> kernels, List<Float> biases) {
        int width = kernels.stream().mapToInt(head -> head.length).sum();
        float[][] kernel = new float[width][kernels.size()];
        float[] bias = new float[kernels.size()];
        int row = 0;
        for (int member = 0; member < bias.length; member++) {
            for (float weight : kernels.get(member)) {
                kernel[row++][member] = weight;
            }
            bias[member] = biases.get(member);
        }
        return new Readout(kernel, bias);
    }

    /**
     * Heads of networks and of trees: a member of trees is the sum of its columns, a network
     * corrects the mean of all trees.
     *
     * @param kernels one for each network, of the columns of its state
     * @param biases one for each network
     * @param trees members whose columns stand behind those of the networks
     */
    static Readout of(List<float[]> kernels, List<Float> biases, TreeMembers trees) {
        Readout networks = of(kernels, biases);
        int before = networks.width();
        int corrections = networks.bias.length;
        int members = corrections + trees.members();
        float[][] kernel = new float[before + trees.width()][members];
        float[] bias = new float[members];
        for (int row = 0; row < before; row++) {
            System.arraycopy(networks.kernel[row], 0, kernel[row], 0, corrections);
        }
        for (int column = 0; column < trees.width(); column++) {
            for (int network = 0; network < corrections; network++) {
                kernel[before + column][network] = 1f / trees.members();
            }
            kernel[before + column][corrections + column / TreeMembers.COLUMNS] = 1;
        }
        for (int member = 0; member < members; member++) {
            bias[member] = trees.prior() + (member < corrections ? networks.bias[member] : 0);
        }
        return new Readout(kernel, bias);
    }

    /** Columns of the joined state. */
    int width() {
        return kernel.length;
    }

    /** The logit of each member, {@code [N, members]}. */
    Operand<TFloat32> logits(Ops tf, Operand<TFloat32> state) {
        return tf.math.add(tf.linalg.matMul(state, tf.constant(kernel)), tf.constant(bias));
    }

    /** The mean of the members' logits, {@code [N, 1]}. */
    Operand<TFloat32> meanLogit(Ops tf, Operand<TFloat32> state) {
        return tf.math.mean(logits(tf, state), tf.constant(1), Mean.keepDims(true));
    }
}
