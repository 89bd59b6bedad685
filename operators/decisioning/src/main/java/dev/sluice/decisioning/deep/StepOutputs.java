// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import java.util.Map;

/**
 * The answers of the model to one batch.
 *
 * @param arrays row-major arrays by the name of the output
 */
public record StepOutputs(Map<String, float[]> arrays) {

    /**
     * The array of an output.
     *
     * @throws IllegalArgumentException if the model did not give it
     */
    public float[] array(String output) {
        float[] array = arrays.get(output);
        if (array == null) {
            throw new IllegalArgumentException(
                    "No output '" + output + "'; the model gave " + arrays.keySet());
        }
        return array;
    }
}
