// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import java.util.Arrays;
import java.util.Map;

/** Weights that make means of what goes in, so that what is positive stays so. */
record EqualWeights(Ops tf, Map<String, float[]> made) implements Weights {

    @Override
    public Operand<TFloat32> kernel(String name, int in, int out) {
        float[] values = new float[in * out];
        Arrays.fill(values, 1f / in);
        made.put(name, values);
        return new FrozenWeights(tf, made).kernel(name, in, out);
    }

    @Override
    public Operand<TFloat32> bias(String name, int size) {
        made.put(name, new float[size]);
        return new FrozenWeights(tf, made).bias(name, size);
    }
}
