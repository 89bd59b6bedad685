// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.model;

import dev.sluice.inference.Device;
import dev.sluice.inference.ModelBackend;
import dev.sluice.inference.ModelLoadException;

import java.io.Serializable;

/**
 * Opens a model where it is needed: travels with the job graph, is asked in {@code open()} on the
 * machine that runs the stage.
 */
@FunctionalInterface
public interface ModelProvider extends Serializable {

    /**
     * Opens the model.
     *
     * @param loader class loader of the job, to find the backend with
     * @throws ModelLoadException if the model is not as its manifest says
     */
    ModelBackend open(ClassLoader loader) throws ModelLoadException;

    /** Kind of device that the model is opened on. */
    default Device.Kind device() {
        return Device.Kind.CPU;
    }

    /** The same model on a certain GPU; itself if it is not opened on a GPU. */
    default ModelProvider onGpu(String gpu) {
        return this;
    }
}
