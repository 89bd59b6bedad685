// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference.djl;

import dev.sluice.inference.ModelLoadException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class NativesTest {

    private static final String LIBRARY = System.mapLibraryName(Natives.LIBRARY);

    @TempDir Path folder;

    private final List<Long> progress = new ArrayList<>();

    @Test
    void unpacksTheLibrariesOfTheJarOnce() throws Exception {
        try (URLClassLoader loader = jar("first", "binding", "engine")) {
            Natives.Location location = unpack(loader);

            assertThat(location.directory().resolve(LIBRARY)).hasContent("binding");
            assertThat(location.directory().resolve("libtensorflow_cc.so.2")).hasContent("engine");
            assertThat(location.directory().resolve("LICENSE")).doesNotExist();
            assertThat(progress.get(progress.size() - 1)).isEqualTo(13);

            progress.clear();
            assertThat(unpack(loader)).isEqualTo(location);
            assertThat(progress).isEmpty();
        }
    }

    @Test
    void mendsAFolderThatIsDamaged() throws Exception {
        try (URLClassLoader loader = jar("first", "binding", "engine")) {
            Path library = unpack(loader).directory().resolve(LIBRARY);
            Files.writeString(library, "bind");

            unpack(loader);

            assertThat(library).hasContent("binding");
        }
    }

    @Test
    void removesWhatAnEarlierProcessLeftHalfDone() throws Exception {
        Path partial = Files.createDirectories(folder.resolve("cache/natives/.partial-1"));
        Files.writeString(partial.resolve(LIBRARY), "bin");
        try (URLClassLoader loader = jar("first", "binding", "engine")) {
            unpack(loader);
        }

        assertThat(partial).doesNotExist();
    }

    @Test
    void keepsBuildsApart() throws Exception {
        try (URLClassLoader first = jar("first", "binding", "engine");
                URLClassLoader second = jar("second", "binding", "engine two")) {
            Natives.Location one = unpack(first);
            Natives.Location two = unpack(second);

            assertThat(two.build()).isNotEqualTo(one.build());
            assertThat(one.directory()).isDirectory();
            assertThat(two.directory()).isDirectory();
        }
    }

    @Test
    void namesAFolderThatIsGivenAsTheOneThatIsUnpacked() throws Exception {
        try (URLClassLoader loader = jar("first", "binding", "engine")) {
            Natives.Location unpacked = unpack(loader);

            assertThat(Natives.at("/nowhere:" + unpacked.directory())).isEqualTo(unpacked);
        }
    }

    @Test
    void unpacksOnceForThreadsThatStartTogether() throws Exception {
        AtomicInteger finished = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try (URLClassLoader loader = jar("first", "binding", "engine")) {
            List<Future<Natives.Location>> locations = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                locations.add(
                        pool.submit(
                                () ->
                                        Natives.unpacked(
                                                loader,
                                                folder.resolve("cache"),
                                                (done, total) -> {
                                                    if (done == total) {
                                                        finished.incrementAndGet();
                                                    }
                                                })));
            }
            for (Future<Natives.Location> location : locations) {
                assertThat(location.get()).isEqualTo(locations.get(0).get());
            }
            assertThat(finished).hasValue(1);
        } finally {
            pool.shutdownNow();
        }
        try (Stream<Path> left = Files.list(folder.resolve("cache/natives"))) {
            assertThat(left.filter(path -> path.toString().contains("partial"))).isEmpty();
        }
    }

    @Test
    void saysWhatIsMissingFromTheClassPath() throws Exception {
        try (URLClassLoader empty = new URLClassLoader(new URL[0], null)) {
            assertThatThrownBy(() -> unpack(empty))
                    .isInstanceOf(ModelLoadException.class)
                    .hasMessageContaining("tensorflow-core-native")
                    .hasMessageContaining(NativesSource.platform());
        }
    }

    @Test
    void refusesANamedFolderWithoutTheLibrary() {
        ModelLoadException refusal =
                catchThrowableOfType(ModelLoadException.class, () -> Natives.at(folder.toString()));

        assertThat(refusal.reason()).isEqualTo(ModelLoadException.Reason.NATIVES_UNAVAILABLE);
        assertThat(refusal).hasMessageContaining(folder.toString()).hasMessageContaining(LIBRARY);
    }

    @Test
    void namesTheFolderThatCannotBeWritten() throws Exception {
        Path file = Files.writeString(folder.resolve("cache"), "a file");
        try (URLClassLoader loader = jar("first", "binding", "engine")) {
            assertThatThrownBy(() -> unpack(loader))
                    .isInstanceOf(ModelLoadException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("SLUICE_CACHE");
        }
    }

    @Test
    void takesTheCacheFromTheEnvironment() {
        assertThat(Natives.cache(Map.of("SLUICE_CACHE", "/c", "XDG_CACHE_HOME", "/x"), "/home/u"))
                .isEqualTo(Path.of("/c"));
        assertThat(Natives.cache(Map.of("XDG_CACHE_HOME", "/x"), "/home/u"))
                .isEqualTo(Path.of("/x/sluice"));
        assertThat(Natives.cache(Map.of("SLUICE_CACHE", " "), "/home/u"))
                .isEqualTo(Path.of("/home/u/.cache/sluice"));
    }

    private Natives.Location unpack(ClassLoader loader) throws ModelLoadException {
        return Natives.unpacked(
                loader, folder.resolve("cache"), (done, total) -> progress.add(done));
    }

    private URLClassLoader jar(String name, String binding, String engine) throws Exception {
        Path jar = folder.resolve(name + ".jar");
        String prefix = "org/tensorflow/internal/c_api/" + NativesSource.platform() + "/";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            for (Map.Entry<String, String> entry :
                    Map.of(
                                    LIBRARY,
                                    binding,
                                    "libtensorflow_cc.so.2",
                                    engine,
                                    "LICENSE",
                                    "text",
                                    "notes/some.so",
                                    "not a library of ours")
                            .entrySet()) {
                out.putNextEntry(new JarEntry(prefix + entry.getKey()));
                out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        return new URLClassLoader(new URL[] {jar.toUri().toURL()}, null);
    }
}
