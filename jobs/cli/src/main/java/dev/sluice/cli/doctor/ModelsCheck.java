// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.doctor;

import dev.sluice.decisioning.gate.Policy;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.stream.UseCase;
import dev.sluice.stream.deep.DeepOptions;
import dev.sluice.stream.firstpass.FirstPassOptions;
import dev.sluice.stream.gate.GateOverrides;
import dev.sluice.stream.model.CascadeModels;
import dev.sluice.stream.model.ModelOptions;
import dev.sluice.stream.model.ModelStore;

import org.apache.flink.configuration.ReadableConfig;

import java.util.List;

/** The models are whole, made for this use case, and their policy can be followed. */
final class ModelsCheck implements Check {

    private final UseCase<?, ?> useCase;
    private final ReadableConfig own;
    private final GateOverrides overrides;

    ModelsCheck(UseCase<?, ?> useCase, ReadableConfig own, GateOverrides overrides) {
        this.useCase = useCase;
        this.own = own;
        this.overrides = overrides;
    }

    @Override
    public String name() {
        return "models";
    }

    @Override
    public List<Finding> run() {
        try {
            String dir = ModelOptions.requireDir(own);
            ModelStore store =
                    ModelStore.at(dir, own.get(ModelOptions.ENGINE), ModelOptions.limits(own));
            CascadeModels models =
                    CascadeModels.of(
                            store,
                            useCase.inputs(),
                            new CascadeModels.Devices(
                                    own.get(FirstPassOptions.DEVICE), own.get(DeepOptions.DEVICE)));
            Policy policy = overrides.apply(models.policy());
            policy.deep(own.get(DeepOptions.STRATEGY));
            return List.of(
                    Finding.ok(
                            name(),
                            dir
                                    + ": hashes agree, deep "
                                    + models.deepVersion()
                                    + ", policy "
                                    + policy.version()));
        } catch (ModelLoadException e) {
            return List.of(
                    Finding.fail(
                            name(),
                            e.getMessage(),
                            switch (e.reason()) {
                                case FILE_ALTERED ->
                                        "Copy the folder again from where it was trained; a job"
                                                + " does not start with an altered file.";
                                case SIGNATURE_MISMATCH ->
                                        "Train with this version (./sluice train), or run the"
                                                + " version that trained them.";
                                default ->
                                        "Let models.dir name a folder that './sluice train' wrote,"
                                                + " with first-pass/, deep/ and policy.yaml.";
                            }));
        } catch (IllegalArgumentException e) {
            return List.of(
                    Finding.fail(
                            name(),
                            e.getMessage(),
                            "Correct the option, or train a policy that knows it."));
        }
    }
}
