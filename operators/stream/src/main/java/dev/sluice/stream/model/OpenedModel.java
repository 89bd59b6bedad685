// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.model;

import dev.sluice.inference.ModelBackend;
import dev.sluice.inference.ModelLoadException;

import org.apache.flink.runtime.execution.SuppressRestartsException;

/** Opens models for stages. */
public final class OpenedModel {

    private OpenedModel() {}

    /**
     * Opens a model with the class loader of the job as the thread's context loader: engines look
     * for their providers through it, once for the life of the process.
     *
     * @throws SuppressRestartsException with the {@link ModelLoadException}, if the model is not as
     *     its manifest says or the device is not there: no restart would mend that
     */
    public static ModelBackend open(ModelProvider provider, ClassLoader loader) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return provider.open(loader);
        } catch (ModelLoadException e) {
            throw new SuppressRestartsException(e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
