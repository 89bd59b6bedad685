// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.model;

import dev.sluice.decisioning.release.Release;
import dev.sluice.inference.Device;
import dev.sluice.inference.Manifest;
import dev.sluice.inference.ModelBackend;
import dev.sluice.inference.ModelInputs;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.inference.ModelLoadException.Reason;

/**
 * Releases in folders, checked against what was ordered: the manifest by its hash, the files by
 * those in the manifest, the features by what the use case computes.
 *
 * @param engine identifier of the backend that runs them
 * @param limits where they may be, and how large
 * @param inputs what the use case offers its models
 * @param devices kinds of devices that they run on
 */
public record StoredReleases(
        String engine, ModelLimits limits, ModelInputs inputs, CascadeModels.Devices devices)
        implements ReleasedModels {

    private static final long serialVersionUID = 1L;

    @Override
    public ModelProvider provider(Release release) {
        ModelStore store = ModelStore.at(release.uri(), engine, limits);
        return new Checked(
                store.provider(
                        release.model(),
                        release.model().equals(ModelStore.DEEP)
                                ? devices.deep()
                                : devices.firstPass()),
                store,
                release.model(),
                release.version(),
                release.sha256(),
                inputs);
    }

    /** A model that is opened if it is what was ordered. */
    private record Checked(
            ModelProvider provider,
            ModelStore store,
            String model,
            String version,
            String sha256,
            ModelInputs inputs)
            implements ModelProvider {

        private static final long serialVersionUID = 1L;

        @Override
        public ModelBackend open(ClassLoader loader) throws ModelLoadException {
            Manifest manifest = store.manifest(model);
            if (!manifest.version().equals(version)) {
                throw new ModelLoadException(
                        Reason.MANIFEST_INVALID,
                        store
                                + "/"
                                + model
                                + " is version '"
                                + manifest.version()
                                + "'; ordered was '"
                                + version
                                + "'");
            }
            String found = store.manifestHash(model);
            if (!found.equals(sha256)) {
                throw new ModelLoadException(
                        Reason.FILE_ALTERED,
                        "The manifest of "
                                + store
                                + "/"
                                + model
                                + " has SHA-256 "
                                + found
                                + "; ordered was "
                                + sha256);
            }
            store.requireInputs(model, inputs);
            return provider.open(loader);
        }

        @Override
        public Device.Kind device() {
            return provider.device();
        }

        @Override
        public ModelProvider onGpu(String gpu) {
            return new Checked(provider.onGpu(gpu), store, model, version, sha256, inputs);
        }
    }
}
