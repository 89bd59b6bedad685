// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.model;

import dev.sluice.decisioning.gate.Policy;
import dev.sluice.inference.Device;
import dev.sluice.inference.Manifest;
import dev.sluice.inference.ModelBackend;
import dev.sluice.inference.ModelBackendFactory;
import dev.sluice.inference.ModelInputs;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.inference.ModelLoadException.Reason;
import dev.sluice.inference.ModelSpec;

import org.apache.flink.core.fs.Path;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Files;
import java.util.Map;

/**
 * A folder of models: {@code first-pass/}, {@code deep/} and {@code policy.yaml}, at any URI that a
 * Flink {@link org.apache.flink.core.fs.FileSystem} reads; or a zip of one.
 *
 * <p>Every file of a model is checked against the hash in its manifest each time that the model is
 * opened; what is not on this machine is copied to a folder of its own for that. Holds nothing open
 * and may be shared.
 */
public final class ModelStore implements Serializable {

    /** Folder of the first-pass model. */
    public static final String FIRST_PASS = "first-pass";

    /** Folder of the deep model. */
    public static final String DEEP = "deep";

    /** File of the policy. */
    public static final String POLICY = "policy.yaml";

    private static final long serialVersionUID = 1L;

    private final URI root;
    private final String engine;
    private final ModelLimits limits;

    private ModelStore(URI root, String engine, ModelLimits limits) {
        this.root = root;
        this.engine = engine;
        this.limits = limits;
    }

    /**
     * The store at a path or URI, wherever that is.
     *
     * @param location path or URI of the folder
     * @param engine identifier of the backend that runs its models
     */
    public static ModelStore at(String location, String engine) {
        return at(location, engine, ModelLimits.DEFAULT);
    }

    /**
     * The store at a path or URI; whatever is read of it is refused if it is not within the limits.
     *
     * @param location path or URI of the folder
     * @param engine identifier of the backend that runs its models
     */
    public static ModelStore at(String location, String engine, ModelLimits limits) {
        return new ModelStore(AllowedPlace.location(location), engine, limits);
    }

    /** Identifier of the backend that runs its models. */
    String engine() {
        return engine;
    }

    /**
     * Reads the policy.
     *
     * @throws ModelLoadException if it is missing or not a policy
     */
    public Policy policy() throws ModelLoadException {
        return in(ModelFolder::policy);
    }

    /**
     * Reads a manifest without opening the model.
     *
     * @throws ModelLoadException if it is missing or not a manifest
     */
    public Manifest manifest(String name) throws ModelLoadException {
        return in(folder -> folder.manifest(name));
    }

    /**
     * SHA-256 of a manifest, which stands for all files of the model.
     *
     * @throws ModelLoadException if it is missing
     */
    public String manifestHash(String name) throws ModelLoadException {
        return in(folder -> folder.manifestHash(name));
    }

    /** What limits hold for it. */
    ModelLimits limits() {
        return limits;
    }

    /**
     * Refuses models that were trained on something else than a use case offers.
     *
     * @throws ModelLoadException naming both sides
     */
    public void requireInputs(String name, ModelInputs expected) throws ModelLoadException {
        ModelInputs found = manifest(name).inputs();
        if (!found.equals(expected)) {
            throw new ModelLoadException(
                    Reason.SIGNATURE_MISMATCH,
                    root
                            + " "
                            + name
                            + " was trained on "
                            + found
                            + "; this job offers "
                            + expected
                            + ". Train again with this version.");
        }
    }

    /** A provider that opens a model of this store. */
    public ModelProvider provider(String name, Device.Kind device) {
        return new StoredModel(this, name, device);
    }

    /**
     * Checks and opens a model.
     *
     * @throws ModelLoadException if a file is missing or altered, or the backend refuses the model
     */
    public ModelBackend open(String name, Device.Kind device, ClassLoader loader)
            throws ModelLoadException {
        return open(new StoredModel(this, name, device), loader);
    }

    ModelBackend open(StoredModel model, ClassLoader loader) throws ModelLoadException {
        return in(
                folder -> {
                    Manifest manifest = folder.manifest(model.name());
                    return folder.withVerified(
                            model.name(),
                            manifest,
                            local ->
                                    ModelBackendFactory.find(engine, loader)
                                            .open(
                                                    new ModelSpec(
                                                            local,
                                                            manifest,
                                                            model.device(),
                                                            model.gpu())));
                });
    }

    /**
     * Checks all files of a model against a manifest.
     *
     * @throws ModelLoadException naming the file that is missing, altered, or has no business there
     */
    public void check(String name, Manifest manifest) throws ModelLoadException {
        in(folder -> folder.withVerified(name, manifest, local -> manifest));
    }

    /**
     * Hashes of all files of a local model folder, for its manifest.
     *
     * @throws IOException if a file cannot be read
     */
    public static Map<String, String> hashes(java.nio.file.Path directory) throws IOException {
        return ModelHashes.of(directory);
    }

    /**
     * Writes the manifest of a local model folder, hashing the files that are there.
     *
     * @throws IOException if it cannot be written
     */
    public static void seal(java.nio.file.Path directory, Manifest manifest) throws IOException {
        Manifest sealed =
                new Manifest(
                        manifest.name(),
                        manifest.version(),
                        manifest.inputs(),
                        manifest.signatures(),
                        manifest.paddedSizes(),
                        manifest.training(),
                        hashes(directory));
        Files.writeString(directory.resolve(Manifest.FILE), ModelJson.json(sealed));
    }

    @Override
    public String toString() {
        return root.toString();
    }

    /** Work on the folder of this store. */
    @FunctionalInterface
    private interface FolderWork<T> {
        T on(ModelFolder folder) throws ModelLoadException;
    }

    private <T> T in(FolderWork<T> work) throws ModelLoadException {
        if (!ModelArchive.isOne(root.toString())) {
            return work.on(new ModelFolder(root, limits));
        }
        AllowedPlace.require(root, limits.roots());
        try {
            java.nio.file.Path folder = LocalCopy.create();
            try {
                unpack(folder);
                return work.on(new ModelFolder(folder.toUri(), limits.anywhere()));
            } finally {
                LocalCopy.delete(folder);
            }
        } catch (ModelLoadException e) {
            throw new ModelLoadException(e.reason(), root + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new ModelLoadException(
                    Reason.ARCHIVE_REFUSED, root + " cannot be unpacked: " + e.getMessage(), e);
        }
    }

    private void unpack(java.nio.file.Path folder) throws ModelLoadException, IOException {
        Path archive = new Path(root);
        try (InputStream in = archive.getFileSystem().open(archive)) {
            ModelArchive.unpack(archive.getName(), in, folder, limits.maxBytes());
        }
    }
}
