// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference;

import java.util.List;

/**
 * One input or output of a signature: float32, batch first.
 *
 * @param name name in the signature
 * @param rowShape shape of one row, empty for a scalar
 */
public record TensorSpec(String name, List<Integer> rowShape) {

    /** Most floats in a row. */
    public static final int MAX_WIDTH = 1 << 20;

    /** Copies the shape and refuses sizes below 1, and rows of more than {@link #MAX_WIDTH}. */
    public TensorSpec {
        rowShape = List.copyOf(rowShape);
        long width = 1;
        for (int size : rowShape) {
            if (size < 1) {
                throw new IllegalArgumentException(
                        "Tensor '" + name + "' has row shape " + rowShape + "; sizes start at 1");
            }
            width *= size;
            if (width > MAX_WIDTH) {
                throw new IllegalArgumentException(
                        "Tensor '"
                                + name
                                + "' has row shape "
                                + rowShape
                                + "; expected at most "
                                + MAX_WIDTH
                                + " values in a row");
            }
        }
    }

    /** Number of floats in one row. */
    public int width() {
        int width = 1;
        for (int size : rowShape) {
            width *= size;
        }
        return width;
    }
}
