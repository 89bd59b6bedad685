// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** New weights as variables of a graph, drawn in the order in which they are asked for. */
final class TrainableWeights implements Weights {

    private final Ops tf;
    private final SplittableRandom random;
    private final Map<String, Variable<TFloat32>> variables = new LinkedHashMap<>();
    private final List<Variable<TFloat32>> kernels = new ArrayList<>();
    private final List<Op> initializers = new ArrayList<>();
    private final Map<String, float[]> first;

    /**
     * Weights of a new network.
     *
     * @param first first values of some weights, by name; all others are drawn, and drawn the same
     *     whatever is given here
     */
    TrainableWeights(Ops tf, long seed, Map<String, float[]> first) {
        this.tf = tf;
        this.random = new SplittableRandom(seed);
        this.first = first;
    }

    @Override
    public Operand<TFloat32> kernel(String name, int in, int out) {
        Variable<TFloat32> known = variables.get(name);
        if (known != null) {
            return known;
        }
        double limit = Math.sqrt(6.0 / in);
        float[] values = new float[in * out];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((random.nextDouble() * 2 - 1) * limit);
        }
        Variable<TFloat32> kernel = variable(Shape.of(in, out), first.getOrDefault(name, values));
        variables.put(name, kernel);
        kernels.add(kernel);
        return kernel;
    }

    @Override
    public Operand<TFloat32> bias(String name, int size) {
        Variable<TFloat32> known = variables.get(name);
        if (known != null) {
            return known;
        }
        Variable<TFloat32> bias =
                variable(Shape.of(size), first.getOrDefault(name, new float[size]));
        variables.put(name, bias);
        return bias;
    }

    /** A variable that is not a weight, such as an optimizer's memory. */
    Variable<TFloat32> zeros(Shape shape) {
        return variable(shape, new float[(int) shape.size()]);
    }

    /** The weights by name, in the order in which they were made. */
    Map<String, Variable<TFloat32>> variables() {
        return variables;
    }

    /** The weights that are decayed. */
    List<Variable<TFloat32>> kernels() {
        return kernels;
    }

    /** Operations that give all variables their first values. */
    List<Op> initializers() {
        return initializers;
    }

    private Variable<TFloat32> variable(Shape shape, float[] values) {
        Variable<TFloat32> variable = tf.variable(shape, TFloat32.class);
        initializers.add(tf.assign(variable, tf.constant(shape, DataBuffers.of(values))));
        return variable;
    }
}
