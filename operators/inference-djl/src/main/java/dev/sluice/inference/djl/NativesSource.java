// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference.djl;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * A jar on the class path that carries TensorFlow's native libraries.
 *
 * @param jar the jar
 * @param prefix folder of the libraries within it
 * @param flavor platform that they are for, with the device if it is not the processor's
 */
record NativesSource(URL jar, String prefix, String flavor) {

    /** Where DJL's own jars, the ones for GPUs, keep theirs. */
    private static final String DJL_PREFIX = "native/lib/";

    private static final String DJL_MARKER = DJL_PREFIX + "tensorflow.properties";
    private static final String CORE_PREFIX = "org/tensorflow/internal/c_api/";

    /** One library in a jar. */
    record Library(String name, long size, long crc) {}

    /**
     * The jar that is on a class path, the one for GPUs first: whoever adds it means it.
     *
     * @throws IOException if the jar cannot be read
     */
    static Optional<NativesSource> find(ClassLoader loader) throws IOException {
        String platform = platform();
        URL djl = loader.getResource(DJL_MARKER);
        if (djl != null && isInJar(djl)) {
            return Optional.of(new NativesSource(djl, DJL_PREFIX, "gpu-" + platform));
        }
        String prefix = CORE_PREFIX + platform + "/";
        URL core = loader.getResource(prefix + System.mapLibraryName(Natives.LIBRARY));
        return core != null && isInJar(core)
                ? Optional.of(new NativesSource(core, prefix, platform))
                : Optional.empty();
    }

    /** Name of the platform that this process runs on, as javacpp spells it. */
    static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String system =
                os.startsWith("mac") ? "macosx" : os.startsWith("win") ? "windows" : "linux";
        String processor =
                switch (arch) {
                    case "amd64", "x86_64", "x86-64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm64";
                    default -> arch;
                };
        return system + "-" + processor;
    }

    /** The libraries, by name. */
    List<Library> libraries() throws IOException {
        List<Library> libraries = new ArrayList<>();
        try (JarFile file = open()) {
            for (JarEntry entry : Collections.list(file.entries())) {
                String name = entry.getName();
                if (name.startsWith(prefix) && isLibrary(name.substring(prefix.length()))) {
                    libraries.add(
                            new Library(
                                    name.substring(prefix.length()),
                                    entry.getSize(),
                                    entry.getCrc()));
                }
            }
        }
        libraries.sort(Comparator.comparing(Library::name));
        return libraries;
    }

    /** Opens the jar; the caller closes it. */
    JarFile open() throws IOException {
        URLConnection connection = jar.openConnection();
        connection.setUseCaches(false);
        return ((JarURLConnection) connection).getJarFile();
    }

    /** Opens a library of an opened jar. */
    InputStream open(JarFile file, Library library) throws IOException {
        return file.getInputStream(file.getEntry(prefix + library.name()));
    }

    private static boolean isInJar(URL url) {
        return url.getProtocol().equals("jar");
    }

    private static boolean isLibrary(String name) {
        return !name.contains("/")
                && (name.contains(".so") || name.contains(".dylib") || name.endsWith(".dll"));
    }
}
