// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.model;

import dev.sluice.decisioning.gate.Policy;
import dev.sluice.inference.Device;
import dev.sluice.inference.Manifest;
import dev.sluice.inference.ModelInputs;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.inference.ModelLoadException.Reason;

import java.io.Serializable;

/**
 * The models and the policy of a cascade, checked where the job is put together.
 *
 * @param firstPass opens the first-pass model
 * @param deep opens the deep model
 * @param deepVersion version of the deep model
 * @param policy the policy
 * @param released finds what is released while the job runs
 */
public record CascadeModels(
        ModelProvider firstPass,
        ModelProvider deep,
        String deepVersion,
        Policy policy,
        ReleasedModels released) {

    /**
     * The devices that the models run on.
     *
     * @param firstPass device of the first pass
     * @param deep device of deep
     */
    public record Devices(Device.Kind firstPass, Device.Kind deep) implements Serializable {}

    /** Models of a job that never changes them. */
    public CascadeModels(
            ModelProvider firstPass, ModelProvider deep, String deepVersion, Policy policy) {
        this(firstPass, deep, deepVersion, policy, ReleasedModels.NONE);
    }

    /**
     * Checks policy, manifests and the hash of every file, before a job is started with them.
     *
     * @param inputs what the use case offers its models
     * @throws ModelLoadException naming what is missing, altered, or made for something else
     */
    public static CascadeModels of(ModelStore store, ModelInputs inputs, Devices devices)
            throws ModelLoadException {
        Policy policy = store.policy();
        if (!policy.useCase().equals(inputs.useCase())) {
            throw new ModelLoadException(
                    Reason.MANIFEST_INVALID,
                    "The policy in "
                            + store
                            + " is for use case '"
                            + policy.useCase()
                            + "'; this job is for '"
                            + inputs.useCase()
                            + "'");
        }
        check(store, ModelStore.FIRST_PASS, inputs);
        Manifest deep = check(store, ModelStore.DEEP, inputs);
        return new CascadeModels(
                store.provider(ModelStore.FIRST_PASS, devices.firstPass()),
                store.provider(ModelStore.DEEP, devices.deep()),
                deep.version(),
                policy,
                new StoredReleases(store.engine(), store.limits(), inputs, devices));
    }

    /** The same models under another policy. */
    public CascadeModels withPolicy(Policy other) {
        return new CascadeModels(firstPass, deep, deepVersion, other, released);
    }

    private static Manifest check(ModelStore store, String name, ModelInputs inputs)
            throws ModelLoadException {
        store.requireInputs(name, inputs);
        Manifest manifest = store.manifest(name);
        store.check(name, manifest);
        return manifest;
    }
}
