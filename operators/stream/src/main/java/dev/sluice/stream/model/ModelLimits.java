// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.model;

import java.io.Serializable;
import java.util.List;

/**
 * Where models may come from, and how large they may be.
 *
 * @param roots folders, as paths or URIs, that every model has to be in; empty for anywhere
 * @param maxBytes most bytes that the files of one model, or all of an archive, may have
 */
public record ModelLimits(List<String> roots, long maxBytes) implements Serializable {

    /** Anywhere, up to two gigabytes. */
    public static final ModelLimits DEFAULT = new ModelLimits(List.of(), 2L << 30);

    /** Copies the list. */
    public ModelLimits {
        roots = List.copyOf(roots);
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes is " + maxBytes + "; expected 1 or more");
        }
    }

    /** The same sizes, anywhere. */
    ModelLimits anywhere() {
        return new ModelLimits(List.of(), maxBytes);
    }
}
