// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.model;

import dev.sluice.inference.Manifest;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What files a model folder has, and their hashes. */
final class ModelHashes {

    /**
     * What is in a model folder, but for its manifest.
     *
     * @param files names of the files, relative to the folder
     * @param linkedFolders links to folders, which are not followed
     */
    record Listing(Set<String> files, List<Path> linkedFolders) {}

    private ModelHashes() {}

    static Listing listing(Path directory) throws IOException {
        Set<String> files = new TreeSet<>();
        List<Path> linkedFolders = new ArrayList<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.toList()) {
                if (Files.isRegularFile(path)) {
                    files.add(
                            directory.relativize(path).toString().replace(File.separatorChar, '/'));
                } else if (Files.isSymbolicLink(path)) {
                    linkedFolders.add(path);
                }
            }
        }
        files.remove(Manifest.FILE);
        return new Listing(files, linkedFolders);
    }

    static Map<String, String> of(Path directory) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        for (String file : listing(directory).files()) {
            try (InputStream in = Files.newInputStream(directory.resolve(file))) {
                hashes.put(file, digest(in, OutputStream.nullOutputStream()));
            }
        }
        return hashes;
    }

    /** The SHA-256, in hexadecimal, of what is read and copied. */
    static String digest(InputStream in, OutputStream out) throws IOException {
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
