// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.plumbing;

import dev.sluice.inference.ModelBackend;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.stream.model.CascadeModels;

/**
 * Models that stay open between runs: none waits for weights that another one has just let go.
 *
 * @param firstPass the first-pass model
 * @param deep the deep model
 */
public record HeldModels(ModelBackend firstPass, ModelBackend deep) implements AutoCloseable {

    /**
     * Opens both.
     *
     * @throws ModelLoadException if one cannot be opened; the other is then closed
     */
    public static HeldModels open(CascadeModels models) throws ModelLoadException {
        ClassLoader loader = HeldModels.class.getClassLoader();
        ModelBackend firstPass = models.firstPass().open(loader);
        boolean opened = false;
        try {
            HeldModels held = new HeldModels(firstPass, models.deep().open(loader));
            opened = true;
            return held;
        } finally {
            if (!opened) {
                firstPass.close();
            }
        }
    }

    @Override
    public void close() {
        try {
            deep.close();
        } finally {
            firstPass.close();
        }
    }
}
