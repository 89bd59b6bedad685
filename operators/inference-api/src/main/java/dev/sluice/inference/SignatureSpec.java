// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference;

import java.util.List;

/**
 * A named function of a model.
 *
 * @param inputs its inputs
 * @param outputs its outputs
 */
public record SignatureSpec(List<TensorSpec> inputs, List<TensorSpec> outputs) {

    /** Copies the lists. */
    public SignatureSpec {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /**
     * The input with a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public TensorSpec input(String name) {
        return find(inputs, name);
    }

    /**
     * The output with a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public TensorSpec output(String name) {
        return find(outputs, name);
    }

    private static TensorSpec find(List<TensorSpec> tensors, String name) {
        for (TensorSpec tensor : tensors) {
            if (tensor.name().equals(name)) {
                return tensor;
            }
        }
        throw new IllegalArgumentException(
                "No tensor '"
                        + name
                        + "' among "
                        + tensors.stream().map(TensorSpec::name).toList());
    }
}
