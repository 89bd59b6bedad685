// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import dev.sluice.decisioning.gate.Policy;
import dev.sluice.inference.Device;
import dev.sluice.inference.Manifest;
import dev.sluice.inference.ModelBackend;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.inference.SignatureSpec;
import dev.sluice.inference.djl.DjlModelBackendFactory;
import dev.sluice.stream.model.ModelJson;
import dev.sluice.stream.model.ModelStore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The folder that models and policy of a cascade are written into. A model is there once it is
 * sealed, that is, has a manifest; it may be written and sealed again.
 */
final class CascadeFolder {

    /** One event alone, a deep batch, a first-pass batch: all were equal to the bit. */
    private static final List<Integer> FIRST_PASS_SIZES = List.of(16, 64, 256, 1024);

    private static final List<Integer> DEEP_SIZES =
            List.of(16, 32, 64, 96, 128, 160, 192, 224, 256);

    private final Path folder;
    private final TrainingConfig config;
    private final TrainingData rows;
    private final ModelStore store;

    /** A folder for models that are trained on some rows of a range. */
    CascadeFolder(Path folder, TrainingConfig config, TrainingData rows) {
        this.folder = folder;
        this.config = config;
        this.rows = rows;
        this.store = ModelStore.at(folder.toString(), DjlModelBackendFactory.IDENTIFIER);
    }

    /** Writes and seals the first pass; returns its version. */
    String put(FirstPassModel model, Map<String, Double> metrics) throws IOException {
        model.write(folder.resolve(ModelStore.FIRST_PASS));
        return seal(ModelStore.FIRST_PASS, model.signatures(), FIRST_PASS_SIZES, metrics);
    }

    /** Writes and seals the deep model; returns its version. */
    String put(DeepModel model, Map<String, Double> metrics) throws IOException {
        model.write(folder.resolve(ModelStore.DEEP));
        return seal(ModelStore.DEEP, model.signatures(), DEEP_SIZES, metrics);
    }

    /** Writes the policy. */
    void put(Policy policy) throws IOException {
        Files.writeString(folder.resolve(ModelStore.POLICY), ModelJson.yaml(policy));
    }

    /**
     * Opens a sealed model, which tests itself.
     *
     * @param name {@link ModelStore#FIRST_PASS} or {@link ModelStore#DEEP}
     */
    ModelBackend open(String name) throws ModelLoadException {
        return store.open(name, Device.Kind.CPU, CascadeFolder.class.getClassLoader());
    }

    /** Has the sealed models test themselves. */
    void test() throws ModelLoadException {
        for (String name : List.of(ModelStore.FIRST_PASS, ModelStore.DEEP)) {
            open(name).close();
        }
    }

    private String seal(
            String name,
            Map<String, SignatureSpec> signatures,
            List<Integer> paddedSizes,
            Map<String, Double> metrics)
            throws IOException {
        Path model = folder.resolve(name);
        String origin =
                rows.inputs() + "/" + config.from() + "/" + config.to() + "/" + config.seed();
        Manifest manifest =
                new Manifest(
                        name,
                        Versions.of(
                                rows.inputs().useCase() + "-" + name,
                                ModelStore.hashes(model),
                                origin),
                        rows.inputs(),
                        signatures,
                        paddedSizes,
                        new Manifest.Training(
                                config.from(), config.to(), rows.rows(), config.seed(), metrics),
                        Map.of());
        ModelStore.seal(model, manifest);
        return manifest.version();
    }
}
