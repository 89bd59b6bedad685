// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.inference.SignatureSpec;
import dev.sluice.inference.TensorSpec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The input arrays of one signature, row-major, reused from batch to batch. */
public final class StepInputs {

    private final Map<String, float[]> arrays;
    private final Map<String, Integer> widths = new LinkedHashMap<>();

    /** Room for a number of rows. */
    public StepInputs(SignatureSpec signature, int rows) {
        Map<String, float[]> inputs = new LinkedHashMap<>();
        for (TensorSpec input : signature.inputs()) {
            inputs.put(input.name(), new float[Math.multiplyExact(rows, input.width())]);
            widths.put(input.name(), input.width());
        }
        this.arrays = Collections.unmodifiableMap(inputs);
    }

    /**
     * The array of an input.
     *
     * @throws IllegalArgumentException if the signature has no such input
     */
    public float[] array(String input) {
        float[] array = arrays.get(input);
        if (array == null) {
            throw new IllegalArgumentException(
                    "No input '" + input + "'; the signature has " + arrays.keySet());
        }
        return array;
    }

    /**
     * Copies a part of an array into one row of an input.
     *
     * @param from place of the first value; as many as the input is wide are copied
     * @throws IllegalArgumentException if there is no such input
     */
    public void copy(String input, int row, float[] values, int from) {
        float[] array = array(input);
        int width = widths.get(input);
        System.arraycopy(values, from, array, row * width, width);
    }

    /**
     * Copies one row into an input.
     *
     * @throws IllegalArgumentException if there is no such input, or the row has another width
     */
    public void copy(String input, int row, float[] values) {
        float[] array = array(input);
        int width = widths.get(input);
        if (values.length != width) {
            throw new IllegalArgumentException(
                    "A row of "
                            + values.length
                            + " floats for input '"
                            + input
                            + "'; expected "
                            + width);
        }
        System.arraycopy(values, 0, array, row * width, width);
    }

    /** All arrays by name. */
    public Map<String, float[]> arrays() {
        return arrays;
    }
}
