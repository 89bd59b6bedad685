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

import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A folder of models: {@code first-pass/}, {@code deep/} and {@code policy.yaml}, at any URI that a
 * Flink {@link FileSystem} reads.
 *
 * <p>Every file of a model is checked against the hash in its manifest each time that the model is
 * opened; a remote one is copied into a local folder first. Holds nothing open and may be shared.
 */
public final class ModelStore implements Serializable {

    /** Folder of the first-pass model. */
    public static final String FIRST_PASS = "first-pass";

    /** Folder of the deep model. */
    public static final String DEEP = "deep";

    /** File of the policy. */
    public static final String POLICY = "policy.yaml";

    /** A manifest or a policy beyond this is not read. */
    static final int LARGEST_TEXT = 16 << 20;

    private static final long serialVersionUID = 1L;
    private static final String LOCAL = "file";

    private final URI root;
    private final String engine;

    private ModelStore(URI root, String engine) {
        this.root = root;
        this.engine = engine;
    }

    /**
     * The store at a path or URI.
     *
     * @param location path or URI of the folder
     * @param engine identifier of the backend that runs its models
     */
    public static ModelStore at(String location, String engine) {
        Path path = new Path(location);
        URI uri =
                path.toUri().getScheme() == null
                        ? java.nio.file.Path.of(location).toAbsolutePath().normalize().toUri()
                        : path.toUri();
        return new ModelStore(uri, engine);
    }

    /**
     * Reads the policy.
     *
     * @throws ModelLoadException if it is missing or not a policy
     */
    public Policy policy() throws ModelLoadException {
        Path path = path(POLICY);
        try {
            return ModelJson.policy(text(path));
        } catch (IllegalArgumentException e) {
            throw new ModelLoadException(Reason.MANIFEST_INVALID, path + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads a manifest without opening the model.
     *
     * @throws ModelLoadException if it is missing or not a manifest
     */
    public Manifest manifest(String name) throws ModelLoadException {
        Path path = path(name + "/" + Manifest.FILE);
        Manifest manifest;
        try {
            manifest = ModelJson.manifest(text(path));
        } catch (IllegalArgumentException e) {
            throw new ModelLoadException(Reason.MANIFEST_INVALID, path + ": " + e.getMessage(), e);
        }
        if (!manifest.name().equals(name)) {
            throw new ModelLoadException(
                    Reason.MANIFEST_INVALID,
                    path
                            + " is of a model named '"
                            + manifest.name()
                            + "'; expected '"
                            + name
                            + "'");
        }
        return manifest;
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
                    path(name)
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
        Manifest manifest = manifest(model.name());
        java.nio.file.Path directory = verified(model.name(), manifest);
        return ModelBackendFactory.find(engine, loader)
                .open(new ModelSpec(directory, manifest, model.device(), model.gpu()));
    }

    /**
     * Checks all files of a model against its manifest and returns its folder on this machine.
     *
     * @throws ModelLoadException naming the file that is missing or altered
     */
    public java.nio.file.Path verified(String name, Manifest manifest) throws ModelLoadException {
        if (manifest.files().isEmpty()) {
            throw new ModelLoadException(
                    Reason.MANIFEST_INVALID,
                    "Manifest of " + path(name) + " names no files; expected the hash of each");
        }
        try {
            java.nio.file.Path local =
                    LOCAL.equals(root.getScheme())
                            ? java.nio.file.Path.of(root).resolve(name)
                            : Files.createTempDirectory("sluice-model-");
            for (Map.Entry<String, String> file : new TreeMap<>(manifest.files()).entrySet()) {
                java.nio.file.Path target = local.resolve(file.getKey()).normalize();
                if (!target.startsWith(local)) {
                    throw new ModelLoadException(
                            Reason.MANIFEST_INVALID,
                            "Manifest of "
                                    + path(name)
                                    + " names '"
                                    + file.getKey()
                                    + "', which is outside of the model folder");
                }
                Path source = path(name + "/" + file.getKey());
                String found =
                        LOCAL.equals(root.getScheme()) ? sha256(source) : copy(source, target);
                if (!found.equals(file.getValue())) {
                    throw new ModelLoadException(
                            Reason.FILE_ALTERED,
                            source
                                    + " has SHA-256 "
                                    + found
                                    + "; its manifest says "
                                    + file.getValue()
                                    + ". Restore the file, or train again.");
                }
            }
            requireNoOthers(name, local, manifest);
            return local;
        } catch (IOException e) {
            throw new ModelLoadException(
                    Reason.ENGINE_FAILED, path(name) + " cannot be copied: " + e.getMessage(), e);
        }
    }

    /** A file that no hash stands for could be the one that is loaded. */
    private void requireNoOthers(String name, java.nio.file.Path local, Manifest manifest)
            throws ModelLoadException, IOException {
        Set<String> others = new TreeSet<>(hashes(local).keySet());
        others.removeAll(manifest.files().keySet());
        if (!others.isEmpty()) {
            throw new ModelLoadException(
                    Reason.FILE_ALTERED,
                    path(name)
                            + " holds "
                            + others
                            + ", which its manifest does not name. Remove what does not belong"
                            + " there, or train again.");
        }
    }

    /**
     * Hashes of all files of a local model folder, for its manifest.
     *
     * @throws IOException if a file cannot be read
     */
    public static Map<String, String> hashes(java.nio.file.Path directory) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        try (Stream<java.nio.file.Path> files = Files.walk(directory)) {
            for (java.nio.file.Path file : files.filter(Files::isRegularFile).toList()) {
                String name =
                        directory
                                .relativize(file)
                                .toString()
                                .replace(java.io.File.separatorChar, '/');
                if (!name.equals(Manifest.FILE)) {
                    try (InputStream in = Files.newInputStream(file)) {
                        hashes.put(name, digest(in, OutputStream.nullOutputStream()));
                    }
                }
            }
        }
        return hashes;
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

    private Path path(String relative) {
        return new Path(root.toString() + (root.toString().endsWith("/") ? "" : "/") + relative);
    }

    private static String text(Path path) throws ModelLoadException {
        try (FSDataInputStream in = path.getFileSystem().open(path)) {
            byte[] text = in.readNBytes(LARGEST_TEXT + 1);
            if (text.length > LARGEST_TEXT) {
                throw new ModelLoadException(
                        Reason.MANIFEST_INVALID,
                        path + " has more than " + LARGEST_TEXT + " bytes; expected a short text");
            }
            return new String(text, StandardCharsets.UTF_8);
        } catch (FileNotFoundException e) {
            throw missing(path, e);
        } catch (IOException e) {
            throw new ModelLoadException(
                    Reason.FILE_MISSING, path + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String sha256(Path path) throws ModelLoadException, IOException {
        try (FSDataInputStream in = path.getFileSystem().open(path)) {
            return digest(in, OutputStream.nullOutputStream());
        } catch (FileNotFoundException e) {
            throw missing(path, e);
        }
    }

    private static String copy(Path path, java.nio.file.Path target)
            throws ModelLoadException, IOException {
        Files.createDirectories(target.getParent());
        java.nio.file.Path part = target.resolveSibling(target.getFileName() + ".part");
        String hash;
        try (FSDataInputStream in = path.getFileSystem().open(path);
                OutputStream out = Files.newOutputStream(part)) {
            hash = digest(in, out);
        } catch (FileNotFoundException e) {
            throw missing(path, e);
        }
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        return hash;
    }

    private static ModelLoadException missing(Path path, IOException cause) {
        return new ModelLoadException(
                Reason.FILE_MISSING,
                path + " does not exist. Train models with 'sluice train', or set models.dir.",
                cause);
    }

    private static String digest(InputStream in, OutputStream out) throws IOException {
        try {
            DigestInputStream digest =
                    new DigestInputStream(in, MessageDigest.getInstance("SHA-256"));
            digest.transferTo(out);
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
