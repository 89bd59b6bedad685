// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.model;

import dev.sluice.inference.ModelBackend;
import dev.sluice.inference.ModelLoadException;

/** Opens models for stages. */
public final class OpenedModel {

    private OpenedModel() {}

    /**
     * Opens a model with the class loader of the job as the thread's context loader: engines look
     * for their providers through it, once for the life of the process.
     *
     * @throws ModelLoadException if the model is not as its manifest says
     */
    public static ModelBackend open(ModelProvider provider, ClassLoader loader)
            throws ModelLoadException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return provider.open(loader);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
