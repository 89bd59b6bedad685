// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

import java.util.List;
import java.util.Map;

/**
 * What the members of the deep model make of a joined state: their heads as one product with a
 * block-diagonal matrix. Frozen.
 */
final class Readout {

    private final float[][] kernel;
    private final float[] bias;

    private Readout(float[][] kernel, float[] bias) {
        this.kernel = kernel;
        this.bias = bias;
    }

    /** The heads of trained members, whose states stand side by side. */
    static Readout of(List<Map<String, float[]>> members) {
        float[][] kernel = new float[DeepNetwork.STATE * members.size()][members.size()];
        float[] bias = new float[members.size()];
        for (int m = 0; m < members.size(); m++) {
            float[] head = members.get(m).get(DeepNetwork.HEAD + "/kernel");
            for (int i = 0; i < DeepNetwork.STATE; i++) {
                kernel[m * DeepNetwork.STATE + i][m] = head[i];
            }
            bias[m] = members.get(m).get(DeepNetwork.HEAD + "/bias")[0];
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
