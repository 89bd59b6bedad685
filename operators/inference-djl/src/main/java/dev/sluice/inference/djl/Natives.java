// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference.djl;

import dev.sluice.inference.ModelLoadException;
import dev.sluice.inference.ModelLoadException.Reason;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Puts TensorFlow's native libraries into a folder and names it to the engine, before it starts.
 *
 * <p>The folder is the one that {@value #LIBRARY_PATH} names, as a system property or in the
 * environment; without it, the jar of natives on the class path is unpacked once into the cache,
 * {@code natives/<build>} below {@code $SLUICE_CACHE}, {@code $XDG_CACHE_HOME/sluice} or {@code
 * ~/.cache/sluice}. Processes that start at the same time wait for the one that unpacks. Loading by
 * path, not from a jar, is what lets two jobs of one process share the libraries. Thread-safe.
 */
public final class Natives {

    /** System property and environment variable with the folder of the libraries. */
    public static final String LIBRARY_PATH = "TENSORFLOW_LIBRARY_PATH";

    /** Name of the library that Java is bound to, without prefix and suffix of the platform. */
    static final String LIBRARY = "jnitensorflow";

    private Natives() {}

    /**
     * Where the libraries are.
     *
     * @param directory their folder
     * @param build identifies them: platform and a checksum of names and sizes
     */
    public record Location(Path directory, String build) {}

    /**
     * Makes sure that the libraries are there, and sets the system property {@value #LIBRARY_PATH}.
     *
     * @param progress hears of the unpacking, 632 MB the first time
     * @throws ModelLoadException if there are none, or they cannot be unpacked
     */
    public static Location prepare(NativesProgress progress) throws ModelLoadException {
        String named = System.getProperty(LIBRARY_PATH, System.getenv(LIBRARY_PATH));
        Location location =
                named == null || named.isBlank()
                        ? unpacked(Natives.class.getClassLoader(), cacheFolder(), progress)
                        : at(named);
        System.setProperty(LIBRARY_PATH, location.directory().toString());
        return location;
    }

    /** The folder of everything that can be made again: natives, models of the demo. */
    public static Path cacheFolder() {
        return cache(System.getenv(), System.getProperty("user.home"));
    }

    static Path cache(Map<String, String> environment, String home) {
        String own = environment.getOrDefault("SLUICE_CACHE", "");
        if (!own.isBlank()) {
            return Path.of(own);
        }
        String shared = environment.getOrDefault("XDG_CACHE_HOME", "");
        return (shared.isBlank() ? Path.of(home, ".cache") : Path.of(shared)).resolve("sluice");
    }

    /** The libraries in one of the folders that a path lists. */
    static Location at(String path) throws ModelLoadException {
        String library = System.mapLibraryName(LIBRARY);
        for (String part : path.split(File.pathSeparator, -1)) {
            Path directory = Path.of(part);
            if (Files.isRegularFile(directory.resolve(library))) {
                try {
                    return new Location(
                            directory.toAbsolutePath(),
                            NativesSource.platform() + "-" + checksum(directory));
                } catch (IOException e) {
                    throw new ModelLoadException(
                            Reason.NATIVES_UNAVAILABLE,
                            LIBRARY_PATH + " names '" + directory + "', which cannot be read: " + e,
                            e);
                }
            }
        }
        throw new ModelLoadException(
                Reason.NATIVES_UNAVAILABLE,
                LIBRARY_PATH
                        + " is '"
                        + path
                        + "', which holds no "
                        + library
                        + ". Name the folder with TensorFlow's libraries, or unset it to have them"
                        + " unpacked.");
    }

    /** The libraries of the jar on a class path, unpacked below a cache folder. */
    static Location unpacked(ClassLoader loader, Path cache, NativesProgress progress)
            throws ModelLoadException {
        Path natives = cache.resolve("natives");
        try {
            NativesSource source =
                    NativesSource.find(loader)
                            .orElseThrow(
                                    () ->
                                            new ModelLoadException(
                                                    Reason.NATIVES_UNAVAILABLE,
                                                    "No native libraries of TensorFlow for "
                                                            + NativesSource.platform()
                                                            + " on the class path. Add"
                                                            + " org.tensorflow:tensorflow-core-native"
                                                            + " with that classifier, or name their"
                                                            + " folder with "
                                                            + LIBRARY_PATH
                                                            + "."));
            return NativesCache.unpack(source, natives, progress);
        } catch (IOException e) {
            throw new ModelLoadException(
                    Reason.NATIVES_UNAVAILABLE,
                    "TensorFlow's libraries cannot be unpacked into "
                            + natives
                            + ": "
                            + e.getMessage()
                            + ". Set SLUICE_CACHE to a folder that can be written and has 1 GB"
                            + " free.",
                    e);
        }
    }

    /** Checksum of the names and sizes of the libraries in a folder: telling builds apart. */
    static String checksum(Path directory) throws IOException {
        CRC32 crc = new CRC32();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                update(crc, file.getFileName().toString(), Files.size(file));
            }
        }
        return hex(crc);
    }

    /** Adds a library to a checksum. */
    static void update(CRC32 crc, String name, long size) {
        crc.update((name + ":" + size + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** A checksum as eight digits. */
    static String hex(CRC32 crc) {
        return String.format("%08x", crc.getValue());
    }
}
