// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference.djl;

import dev.sluice.inference.djl.NativesSource.Library;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * The cache folder of native libraries: a folder is complete as soon as it has its name.
 *
 * <p>One process unpacks at a time, under a file lock, into a folder of another name that is then
 * renamed. What an earlier process left half done is removed.
 */
final class NativesCache {

    private static final String LOCK = ".lock";
    private static final String PARTIAL = ".partial-";
    private static final int BUFFER = 1 << 18;

    /** File locks are held by the process: threads of it need one of their own. */
    private static final Object THREADS = new Object();

    private NativesCache() {}

    /** The folder of a jar's libraries, unpacked if it is missing or damaged. */
    static Natives.Location unpack(NativesSource source, Path natives, NativesProgress progress)
            throws IOException {
        List<Library> libraries = source.libraries();
        CRC32 crc = new CRC32();
        libraries.forEach(library -> Natives.update(crc, library.name(), library.size()));
        String build = source.flavor() + "-" + Natives.hex(crc);
        Path directory = natives.resolve(build);
        Natives.Location location = new Natives.Location(directory.toAbsolutePath(), build);
        if (isComplete(directory, libraries)) {
            return location;
        }
        Files.createDirectories(natives);
        synchronized (THREADS) {
            try (FileChannel file =
                            FileChannel.open(
                                    natives.resolve(LOCK),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE);
                    FileLock lock = file.lock()) {
                if (lock.isValid() && !isComplete(directory, libraries)) {
                    deletePartial(natives);
                    Path partial = Files.createTempDirectory(natives, PARTIAL);
                    copy(source, libraries, partial, progress);
                    delete(directory);
                    Files.move(partial, directory, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        }
        return location;
    }

    private static boolean isComplete(Path directory, List<Library> libraries) throws IOException {
        for (Library library : libraries) {
            Path file = directory.resolve(library.name());
            if (!Files.isRegularFile(file) || Files.size(file) != library.size()) {
                return false;
            }
        }
        return true;
    }

    private static void copy(
            NativesSource source, List<Library> libraries, Path target, NativesProgress progress)
            throws IOException {
        long total = libraries.stream().mapToLong(Library::size).sum();
        long free = Files.getFileStore(target).getUsableSpace();
        if (free < total) {
            throw new IOException("needs " + total + " bytes, " + free + " are free");
        }
        long done = 0;
        byte[] buffer = new byte[BUFFER];
        try (JarFile jar = source.open()) {
            for (Library library : libraries) {
                CRC32 crc = new CRC32();
                try (InputStream in = source.open(jar, library);
                        OutputStream out = Files.newOutputStream(target.resolve(library.name()))) {
                    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                        out.write(buffer, 0, n);
                        crc.update(buffer, 0, n);
                        done += n;
                        progress.unpacked(done, total);
                    }
                }
                if (crc.getValue() != library.crc()) {
                    throw new IOException(
                            library.name()
                                    + " has checksum "
                                    + Natives.hex(crc)
                                    + "; the jar says "
                                    + Long.toHexString(library.crc()));
                }
            }
        }
    }

    private static void deletePartial(Path natives) throws IOException {
        try (Stream<Path> folders = Files.list(natives)) {
            for (Path folder : folders.toList()) {
                if (folder.getFileName().toString().startsWith(PARTIAL)) {
                    delete(folder);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
