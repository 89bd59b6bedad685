// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.model;

import dev.sluice.inference.ModelLoadException;
import dev.sluice.inference.ModelLoadException.Reason;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A folder of models in one file, a zip.
 *
 * <p>It is unpacked as if it were hostile: an entry may neither leave the folder nor come twice,
 * and what it says about its size is not believed.
 */
final class ModelArchive {

    private static final String ENDING = ".zip";

    /** More entries than any model has files. */
    static final int MOST_ENTRIES = 10_000;

    private static final int BUFFER = 1 << 16;

    private final String name;
    private final long maxBytes;
    private final Set<String> entries = new HashSet<>();
    private long bytes;

    private ModelArchive(String name, long maxBytes) {
        this.name = name;
        this.maxBytes = maxBytes;
    }

    /** Whether a place is an archive, by its name. */
    static boolean isOne(String place) {
        return place.toLowerCase(Locale.ROOT).endsWith(ENDING);
    }

    /**
     * Unpacks into an empty folder.
     *
     * @param name of the archive, for messages
     * @param maxBytes most bytes of all files together
     * @throws ModelLoadException naming the entry that is refused
     * @throws IOException if the archive cannot be read, or the folder not be written
     */
    static void unpack(String name, InputStream archive, Path folder, long maxBytes)
            throws ModelLoadException, IOException {
        new ModelArchive(name, maxBytes).unpack(new ZipInputStream(archive), folder);
    }

    private void unpack(ZipInputStream zip, Path folder) throws ModelLoadException, IOException {
        try {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                unpack(zip, entry, folder);
            }
        } catch (IllegalArgumentException e) {
            // a name that is not in the encoding that the archive promises
            throw refused("cannot be read: " + e.getMessage() + ". Make it again.");
        }
        if (entries.isEmpty()) {
            throw refused("holds nothing, or is no zip archive. Make it again.");
        }
    }

    private void unpack(ZipInputStream zip, ZipEntry entry, Path folder)
            throws ModelLoadException, IOException {
        String path =
                entry.isDirectory()
                        ? entry.getName().substring(0, entry.getName().length() - 1)
                        : entry.getName();
        Optional<String> refusal = RelativeName.refusal(path);
        if (refusal.isPresent()) {
            throw refused("holds '" + entry.getName() + "', which " + refusal.get() + ".");
        }
        if (!entries.add(path)) {
            throw refused("holds '" + entry.getName() + "' twice; expected each file once.");
        }
        if (entries.size() > MOST_ENTRIES) {
            throw refused("holds more than " + MOST_ENTRIES + " files; expected those of models.");
        }
        Path target = folder.resolve(path).normalize();
        if (!target.startsWith(folder)) {
            throw refused("holds '" + entry.getName() + "', which is outside of the folder.");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
        } else {
            Files.createDirectories(target.getParent());
            copy(zip, target);
        }
    }

    private void copy(ZipInputStream zip, Path target) throws ModelLoadException, IOException {
        byte[] buffer = new byte[BUFFER];
        try (OutputStream out = Files.newOutputStream(target)) {
            for (int read = zip.read(buffer); read >= 0; read = zip.read(buffer)) {
                bytes += read;
                if (bytes > maxBytes) {
                    throw new ModelLoadException(
                            Reason.TOO_LARGE,
                            "The archive "
                                    + name
                                    + " unpacks to more than "
                                    + maxBytes
                                    + " bytes; expected at most these (models.max-size).");
                }
                out.write(buffer, 0, read);
            }
        }
    }

    private ModelLoadException refused(String why) {
        return new ModelLoadException(Reason.ARCHIVE_REFUSED, "The archive " + name + " " + why);
    }
}
