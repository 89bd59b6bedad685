// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Opens models of one engine; implementations are found through {@link ServiceLoader}. */
public interface ModelBackendFactory {

    /** Name of the engine in configurations, kebab-case. */
    String identifier();

    /**
     * Opens a model.
     *
     * @throws ModelLoadException if the folder, its manifest, its files or the device are not as
     *     the specification demands; the message names what was found and what was expected
     */
    ModelBackend open(ModelSpec spec) throws ModelLoadException;

    /**
     * Finds the one factory with an identifier.
     *
     * @throws ModelLoadException if there is none, naming those that there are
     */
    static ModelBackendFactory find(String identifier, ClassLoader loader)
            throws ModelLoadException {
        List<String> seen = new ArrayList<>();
        for (ModelBackendFactory factory : ServiceLoader.load(ModelBackendFactory.class, loader)) {
            if (factory.identifier().equals(identifier)) {
                return factory;
            }
            seen.add(factory.identifier());
        }
        throw new ModelLoadException(
                ModelLoadException.Reason.NO_BACKEND,
                "No model backend '"
                        + identifier
                        + "' on the class path; found "
                        + seen
                        + ". Put sluice-inference-djl and its dependencies into lib/.");
    }
}
