// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.release;

import dev.sluice.decisioning.gate.Policy;
import dev.sluice.inference.Manifest;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.stream.model.ModelJson;
import dev.sluice.stream.model.ModelOptions;
import dev.sluice.stream.model.ModelStore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Models under other versions, to rehearse releases with. */
public final class CopiedModel {

    private CopiedModel() {}

    /**
     * Copies a model into a folder under another version, with a policy beside it.
     *
     * @param models folder that holds the folder of the model
     * @param target folder to be made
     * @throws IOException if files cannot be copied
     * @throws ModelLoadException if the model has no manifest
     */
    public static Path of(Path models, String model, Path target, String version, Policy policy)
            throws IOException, ModelLoadException {
        Path from = models.resolve(model);
        Path to = target.resolve(model);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        Manifest manifest =
                ModelStore.at(models.toString(), ModelOptions.ENGINE.defaultValue())
                        .manifest(model);
        ModelStore.seal(
                to,
                new Manifest(
                        manifest.name(),
                        version,
                        manifest.inputs(),
                        manifest.signatures(),
                        manifest.paddedSizes(),
                        manifest.training(),
                        manifest.files()));
        Files.writeString(target.resolve(ModelStore.POLICY), ModelJson.yaml(policy));
        return target;
    }
}
