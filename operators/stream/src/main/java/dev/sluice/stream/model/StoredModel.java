// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.model;

import dev.sluice.inference.Device;
import dev.sluice.inference.ModelBackend;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.inference.ModelSpec;

/**
 * A model of a store.
 *
 * @param store the store
 * @param name folder of the model
 * @param device kind of device
 * @param gpu which GPU, if it is opened on one
 */
record StoredModel(ModelStore store, String name, Device.Kind device, String gpu)
        implements ModelProvider {

    StoredModel(ModelStore store, String name, Device.Kind device) {
        this(store, name, device, ModelSpec.FIRST_GPU);
    }

    @Override
    public ModelBackend open(ClassLoader loader) throws ModelLoadException {
        return store.open(this, loader);
    }

    @Override
    public ModelProvider onGpu(String other) {
        return device == Device.Kind.GPU ? new StoredModel(store, name, device, other) : this;
    }
}
