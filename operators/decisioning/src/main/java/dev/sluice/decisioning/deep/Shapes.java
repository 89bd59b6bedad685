// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.inference.Manifest;
import dev.sluice.inference.TensorSpec;

/** Refusals of models whose signatures do not fit each other or the strategy. */
final class Shapes {

    private Shapes() {}

    /**
     * Refuses an input of another width.
     *
     * @throws IllegalArgumentException if there is no such signature or input, or it has another
     *     width
     */
    static void requireInput(Manifest model, String signature, String input, int width) {
        require(model, signature, model.signature(signature).input(input), width);
    }

    /**
     * Refuses an output of another width.
     *
     * @throws IllegalArgumentException if there is no such signature or output, or it has another
     *     width
     */
    static void requireOutput(Manifest model, String signature, String output, int width) {
        require(model, signature, model.signature(signature).output(output), width);
    }

    /** Refuses a model whose largest batch does not hold the rows of one step. */
    static void requireRows(Manifest model, int rows) {
        if (model.maxRows() < rows) {
            throw new IllegalArgumentException(
                    "Model "
                            + model.version()
                            + " runs at most "
                            + model.maxRows()
                            + " rows; expected "
                            + rows
                            + " or more");
        }
    }

    private static void require(Manifest model, String signature, TensorSpec tensor, int width) {
        if (tensor.width() != width) {
            throw new IllegalArgumentException(
                    "Model "
                            + model.version()
                            + ": tensor '"
                            + tensor.name()
                            + "' of signature '"
                            + signature
                            + "' is "
                            + tensor.width()
                            + " wide; expected "
                            + width);
        }
    }
}
