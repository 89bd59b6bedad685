// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

import java.util.Arrays;
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
     * Heads over states that stand side by side, each of which corrects the mean of the trees.
     *
     * @param kernels one for each member, of the columns of its state
     * @param biases one for each member
     * @param trees trees, whose columns stand behind those of the members
     */
    static Readout of(List<float[]> kernels, List<Float> biases, TreeMembers trees) {
        int own = kernels.stream().mapToInt(head -> head.length).sum();
        float[][] kernel = new float[own + trees.width()][kernels.size()];
        float[] bias = new float[kernels.size()];
        int row = 0;
        for (int member = 0; member < bias.length; member++) {
            for (float weight : kernels.get(member)) {
                kernel[row++][member] = weight;
            }
            bias[member] = biases.get(member) + trees.prior();
        }
        for (; row < kernel.length; row++) {
            Arrays.fill(kernel[row], 1f / trees.members());
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
