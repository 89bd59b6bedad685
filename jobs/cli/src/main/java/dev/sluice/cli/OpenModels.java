// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.decisioning.gate.Policy;
import dev.sluice.inference.Device;
import dev.sluice.inference.ModelBackend;
import dev.sluice.inference.ModelInputs;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.stream.model.CascadeModels;
import dev.sluice.stream.model.ModelOptions;
import dev.sluice.stream.model.ModelStore;

/**
 * The models of a folder, opened in this process.
 *
 * @param firstPass first pass
 * @param deep deep
 * @param policy policy of the folder
 */
record OpenModels(ModelBackend firstPass, ModelBackend deep, Policy policy)
        implements AutoCloseable {

    /**
     * Checks and opens the models of a folder, on the CPU.
     *
     * @throws ModelLoadException naming what is missing, altered, or made for something else
     */
    static OpenModels of(String folder, ModelInputs inputs) throws ModelLoadException {
        ModelStore store = ModelStore.at(folder, ModelOptions.ENGINE.defaultValue());
        CascadeModels models =
                CascadeModels.of(
                        store, inputs, new CascadeModels.Devices(Device.Kind.CPU, Device.Kind.CPU));
        ClassLoader loader = OpenModels.class.getClassLoader();
        ModelBackend firstPass = models.firstPass().open(loader);
        try {
            return new OpenModels(firstPass, models.deep().open(loader), models.policy());
        } catch (ModelLoadException | RuntimeException e) {
            firstPass.close();
            throw e;
        }
    }

    @Override
    public void close() {
        deep.close();
        firstPass.close();
    }
}
