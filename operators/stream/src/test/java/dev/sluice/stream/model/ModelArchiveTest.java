// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.model;

import dev.sluice.inference.ModelLoadException;
import dev.sluice.inference.ModelLoadException.Reason;
import dev.sluice.testing.FakeManifests;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Models in one file, and files that only look like that. */
class ModelArchiveTest {

    @TempDir Path disk;

    @Test
    void readsModelsOutOfAnArchive() throws Exception {
        Path model = Files.createDirectories(disk.resolve("models/first-pass"));
        Files.writeString(model.resolve("saved_model.pb"), "graph");
        ModelStore.seal(model, FakeManifests.firstPass(3));
        Path archive = disk.resolve("models.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            put(
                    zip,
                    "first-pass/saved_model.pb",
                    Files.readAllBytes(model.resolve("saved_model.pb")));
            put(
                    zip,
                    "first-pass/manifest.json",
                    Files.readAllBytes(model.resolve("manifest.json")));
        }
        ModelStore store = store(archive);

        store.check("first-pass", store.manifest("first-pass"));

        assertThat(store.manifest("first-pass").version())
                .isEqualTo(FakeManifests.FIRST_PASS_VERSION);
        assertThat(leftOvers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil",
                "first-pass/../../evil",
                "/tmp/evil",
                "..\\evil",
                "C:/evil",
                "first-pass/./evil",
                "first-pass//evil"
            })
    void refusesAnEntryThatLeavesTheFolder(String entry) throws Exception {
        Path archive = zip("models.zip", "policy.yaml", "x", entry, "evil");

        ModelLoadException refusal = refusal(archive);

        assertThat(refusal.reason()).isEqualTo(Reason.ARCHIVE_REFUSED);
        assertThat(refusal).hasMessageContaining("models.zip holds '" + entry + "', which");
        assertThat(Files.exists(disk.resolve("evil"))).isFalse();
        assertThat(leftOvers()).isEmpty();
    }

    @Test
    void refusesAnArchiveThatUnpacksToMoreThanItMay() throws Exception {
        Path archive = disk.resolve("bomb.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.putNextEntry(new ZipEntry("policy.yaml"));
            byte[] zeros = new byte[1 << 20];
            for (int megabytes = 0; megabytes < 64; megabytes++) {
                zip.write(zeros);
            }
        }
        assertThat(Files.size(archive)).isLessThan(1 << 20);

        ModelLoadException refusal = refusal(archive);

        assertThat(refusal.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(refusal).hasMessageContaining("more than 1048576 bytes");
        assertThat(leftOvers()).isEmpty();
    }

    @Test
    void refusesMoreEntriesThanAnyModelHas() throws Exception {
        Path archive = disk.resolve("many.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (int entry = 0; entry <= ModelArchive.MOST_ENTRIES; entry++) {
                zip.putNextEntry(new ZipEntry("f" + entry + "/"));
            }
        }

        assertThat(refusal(archive))
                .hasMessageContaining("more than " + ModelArchive.MOST_ENTRIES + " files");
    }

    @Test
    void refusesAFileThatIsThereTwice() throws Exception {
        // a zip written by hand: Java's own writer refuses it, too
        Path archive = zip("twice.zip", "policy.yaml", "one", "policy.yamk", "two");
        byte[] bytes = Files.readAllBytes(archive);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Files.write(
                archive,
                text.replace("policy.yamk", "policy.yaml").getBytes(StandardCharsets.ISO_8859_1));

        assertThat(refusal(archive)).hasMessageContaining("holds 'policy.yaml' twice");
    }

    @Test
    void refusesWhatIsCutOffOrNoArchive() throws Exception {
        StringBuilder text = new StringBuilder();
        new Random(5).ints(5_000, ' ', '~').forEach(text::appendCodePoint);
        Path whole = zip("models.zip", "policy.yaml", text.toString());
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(disk.resolve("cut.zip"), Arrays.copyOf(bytes, bytes.length / 2));
        Path none = Files.writeString(disk.resolve("none.zip"), "no archive");

        for (Path archive : List.of(cut, none)) {
            ModelLoadException refusal = refusal(archive);
            assertThat(refusal.reason()).isEqualTo(Reason.ARCHIVE_REFUSED);
            assertThat(refusal).hasMessageContaining(archive.getFileName().toString());
        }
        assertThat(refusal(disk.resolve("absent.zip"))).hasMessageContaining("absent.zip");
    }

    private static ModelLoadException refusal(Path archive) {
        ModelLoadException refusal =
                catchThrowableOfType(ModelLoadException.class, () -> store(archive).policy());
        assertThat(refusal).isNotNull();
        return refusal;
    }

    private static ModelStore store(Path archive) {
        return ModelStore.at(archive.toString(), "none", new ModelLimits(List.of(), 1 << 20));
    }

    /** Copies that were not removed again. */
    private static List<Path> leftOvers() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            long pid = ProcessHandle.current().pid();
            return all.filter(
                            path ->
                                    path.getFileName()
                                            .toString()
                                            .startsWith(LocalCopy.PREFIX + pid + "-"))
                    .toList();
        }
    }

    private Path zip(String name, String... namesAndTexts) throws IOException {
        Path archive = disk.resolve(name);
        try (OutputStream out = Files.newOutputStream(archive);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i + 1 < namesAndTexts.length; i += 2) {
                put(zip, namesAndTexts[i], namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        }
        return archive;
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
    }
}
