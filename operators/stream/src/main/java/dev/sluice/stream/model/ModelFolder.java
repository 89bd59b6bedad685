// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.model;

import dev.sluice.decisioning.gate.Policy;
import dev.sluice.inference.Manifest;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.inference.ModelLoadException.Reason;

import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.Path;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads and checks what is in a folder of models, at any URI that a Flink file system reads.
 *
 * @param root the folder
 * @param limits where models may be, and how large
 */
record ModelFolder(URI root, ModelLimits limits) {

    /** A manifest or a policy beyond this is not read. */
    static final int LARGEST_TEXT = 16 << 20;

    Policy policy() throws ModelLoadException {
        Path path = path(ModelStore.POLICY);
        try {
            return ModelJson.policy(text(path));
        } catch (IllegalArgumentException e) {
            throw new ModelLoadException(Reason.MANIFEST_INVALID, path + ": " + e.getMessage(), e);
        }
    }

    Manifest manifest(String name) throws ModelLoadException {
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

    /** SHA-256 of a manifest. */
    String manifestHash(String name) throws ModelLoadException {
        byte[] manifest = text(path(name + "/" + Manifest.FILE)).getBytes(StandardCharsets.UTF_8);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(manifest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /**
     * Checks all files of a model, and does something with its folder on this machine, which is a
     * copy that goes afterwards if the model is not here.
     */
    <T> T withVerified(String name, Manifest manifest, LocalWork<T> work)
            throws ModelLoadException {
        requireNames(name, manifest);
        AllowedPlace.require(path(name).toUri(), limits.roots());
        try {
            if (AllowedPlace.isLocal(root)) {
                java.nio.file.Path here =
                        AllowedPlace.real(java.nio.file.Path.of(root).resolve(name));
                verify(name, manifest, here);
                return work.on(here);
            }
            java.nio.file.Path copy = LocalCopy.create();
            try {
                verify(name, manifest, copy);
                return work.on(copy);
            } finally {
                LocalCopy.delete(copy);
            }
        } catch (IOException e) {
            throw new ModelLoadException(
                    Reason.ENGINE_FAILED, path(name) + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Work on a folder on this machine. */
    @FunctionalInterface
    interface LocalWork<T> {
        T on(java.nio.file.Path folder) throws ModelLoadException;
    }

    @Override
    public String toString() {
        return root.toString();
    }

    Path path(String relative) {
        return new Path(root.toString() + (root.toString().endsWith("/") ? "" : "/") + relative);
    }

    private void requireNames(String name, Manifest manifest) throws ModelLoadException {
        if (manifest.files().isEmpty()) {
            throw new ModelLoadException(
                    Reason.MANIFEST_INVALID,
                    "Manifest of " + path(name) + " names no files; expected the hash of each");
        }
        for (String file : new TreeMap<>(manifest.files()).keySet()) {
            Optional<String> refusal = RelativeName.refusal(file);
            if (refusal.isPresent()) {
                throw new ModelLoadException(
                        Reason.MANIFEST_INVALID,
                        "Manifest of "
                                + path(name)
                                + " names '"
                                + file
                                + "', which "
                                + refusal.get());
            }
        }
    }

    /** Checks the files where they are, or copies them to a folder and checks them on the way. */
    private void verify(String name, Manifest manifest, java.nio.file.Path folder)
            throws ModelLoadException, IOException {
        long left = limits.maxBytes();
        for (Map.Entry<String, String> file : new TreeMap<>(manifest.files()).entrySet()) {
            java.nio.file.Path target = folder.resolve(file.getKey());
            Path source;
            Hashed found;
            if (AllowedPlace.isLocal(root)) {
                source = new Path(target.toUri());
                requireWithin(source, target, folder);
                found = hash(source, OutputStream.nullOutputStream(), left);
            } else {
                source = path(name + "/" + file.getKey());
                Files.createDirectories(target.getParent());
                try (OutputStream out = Files.newOutputStream(target)) {
                    found = hash(source, out, left);
                }
            }
            left -= found.bytes();
            if (!found.sha256().equals(file.getValue())) {
                throw new ModelLoadException(
                        Reason.FILE_ALTERED,
                        source
                                + " has SHA-256 "
                                + found.sha256()
                                + "; its manifest says "
                                + file.getValue()
                                + ". Restore the file, or train again.");
            }
        }
        requireNoOthers(name, folder, manifest);
    }

    /** A link may lead to what nobody hashed, by the time that it is loaded. */
    private static void requireWithin(
            Path source, java.nio.file.Path file, java.nio.file.Path folder)
            throws ModelLoadException {
        java.nio.file.Path real = AllowedPlace.real(file);
        if (!real.startsWith(folder)) {
            throw new ModelLoadException(
                    Reason.PLACE_NOT_ALLOWED,
                    source
                            + " is a link to "
                            + real
                            + ", outside of its folder "
                            + folder
                            + ". Put the file itself there.");
        }
    }

    /** A file that no hash stands for could be the one that is loaded. */
    private void requireNoOthers(String name, java.nio.file.Path local, Manifest manifest)
            throws ModelLoadException, IOException {
        ModelHashes.Listing listing = ModelHashes.listing(local);
        for (java.nio.file.Path link : listing.linkedFolders()) {
            throw new ModelLoadException(
                    Reason.PLACE_NOT_ALLOWED,
                    link + " is a link to a folder. Put the folder itself there.");
        }
        listing.files().removeAll(manifest.files().keySet());
        if (!listing.files().isEmpty()) {
            throw new ModelLoadException(
                    Reason.FILE_ALTERED,
                    path(name)
                            + " holds "
                            + listing.files()
                            + ", which its manifest does not name. Remove what does not belong"
                            + " there, or train again.");
        }
    }

    private String text(Path path) throws ModelLoadException {
        AllowedPlace.require(path.toUri(), limits.roots());
        try (FSDataInputStream in = path.getFileSystem().open(path)) {
            byte[] text = in.readNBytes(LARGEST_TEXT + 1);
            if (text.length > LARGEST_TEXT) {
                throw new ModelLoadException(
                        Reason.TOO_LARGE,
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

    private record Hashed(String sha256, long bytes) {}

    private Hashed hash(Path path, OutputStream out, long most)
            throws ModelLoadException, IOException {
        try (InputStream in = path.getFileSystem().open(path)) {
            BoundedInput bounded = new BoundedInput(in, most);
            String sha256 = ModelHashes.digest(bounded, out);
            if (bounded.isExceeded()) {
                throw new ModelLoadException(
                        Reason.TOO_LARGE,
                        "With "
                                + path
                                + " the model has more than "
                                + limits.maxBytes()
                                + " bytes; expected at most these (models.max-size).");
            }
            return new Hashed(sha256, bounded.bytes());
        } catch (FileNotFoundException e) {
            throw missing(path, e);
        }
    }

    private static ModelLoadException missing(Path path, IOException cause) {
        return new ModelLoadException(
                Reason.FILE_MISSING,
                path + " does not exist. Train models with 'sluice train', or set models.dir.",
                cause);
    }
}
