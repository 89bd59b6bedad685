// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.model;

import dev.sluice.inference.Manifest;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.inference.ModelLoadException.Reason;
import dev.sluice.testing.FakeManifests;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Models come from where they may come from, and from nowhere else. */
class ModelPlacesTest {

    @TempDir Path disk;
    private Path allowed;
    private Path elsewhere;

    @BeforeEach
    void writeModels() throws IOException {
        allowed = Files.createDirectories(disk.resolve("allowed"));
        elsewhere = Files.createDirectories(disk.resolve("allowed-not"));
        write(allowed.resolve("v1"));
        write(elsewhere.resolve("v1"));
    }

    @Test
    void takesModelsBelowARoot() {
        assertThatCode(() -> check(allowed.resolve("v1").toString())).doesNotThrowAnyException();
        assertThatCode(() -> check(allowed.resolve("v1").toUri().toString()))
                .doesNotThrowAnyException();
        assertThatCode(() -> check(allowed.resolve("v1/../v1").toString()))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesModelsOutsideNamingBoth() {
        ModelLoadException refusal = refusal(elsewhere.resolve("v1").toString());

        assertThat(refusal.reason()).isEqualTo(Reason.PLACE_NOT_ALLOWED);
        assertThat(refusal)
                .hasMessageContaining(elsewhere.resolve("v1").toString())
                .hasMessageContaining("models.roots [" + allowed + "]");
    }

    @Test
    void refusesAPathThatLeavesTheRootAgain() {
        ModelLoadException refusal = refusal(allowed + "/../allowed-not/v1");

        assertThat(refusal.reason()).isEqualTo(Reason.PLACE_NOT_ALLOWED);
        assertThat(refusal).hasMessageContaining(elsewhere.resolve("v1").toString());
    }

    @Test
    void refusesALinkThatLeavesTheRoot() throws Exception {
        Files.createSymbolicLink(allowed.resolve("latest"), elsewhere.resolve("v1"));

        ModelLoadException refusal = refusal(allowed.resolve("latest").toString());

        assertThat(refusal.reason()).isEqualTo(Reason.PLACE_NOT_ALLOWED);
        assertThat(refusal)
                .hasMessageContaining(allowed.resolve("latest").toString())
                .hasMessageContaining("really " + real(elsewhere.resolve("v1")));
    }

    @Test
    void followsALinkWithinTheRoot() throws Exception {
        Files.createSymbolicLink(allowed.resolve("latest"), allowed.resolve("v1"));

        assertThatCode(() -> check(allowed.resolve("latest").toString()))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesAModelFolderAndAPolicyThatAreLinksOutside() throws Exception {
        Path linked = Files.createDirectories(allowed.resolve("linked"));
        Files.createSymbolicLink(linked.resolve("first-pass"), elsewhere.resolve("v1/first-pass"));
        Files.writeString(elsewhere.resolve("policy.yaml"), "secret: 1");
        Files.createSymbolicLink(linked.resolve("policy.yaml"), elsewhere.resolve("policy.yaml"));

        assertThat(refusal(linked.toString()).reason()).isEqualTo(Reason.PLACE_NOT_ALLOWED);
        ModelLoadException policy =
                catchThrowableOfType(
                        ModelLoadException.class, () -> store(linked.toString()).policy());
        assertThat(policy.reason()).isEqualTo(Reason.PLACE_NOT_ALLOWED);
        assertThat(policy).hasMessageNotContaining("secret");
    }

    @Test
    void refusesAFileThatIsALinkOutsideOfItsModelEvenIfItsHashIsRight() throws Exception {
        Path model = allowed.resolve("v1/first-pass");
        Path target = Files.copy(model.resolve("saved_model.pb"), allowed.resolve("graph"));
        Files.delete(model.resolve("saved_model.pb"));
        Files.createSymbolicLink(model.resolve("saved_model.pb"), target);

        ModelLoadException refusal = refusal(allowed.resolve("v1").toString());

        assertThat(refusal.reason()).isEqualTo(Reason.PLACE_NOT_ALLOWED);
        assertThat(refusal)
                .hasMessageContaining("saved_model.pb is a link to " + real(target))
                .hasMessageContaining("outside of its folder");
    }

    @Test
    void refusesALinkToAFolderInWhichAnythingMayLie() throws Exception {
        Files.createSymbolicLink(allowed.resolve("v1/first-pass/assets"), elsewhere);

        ModelLoadException refusal = refusal(allowed.resolve("v1").toString());

        assertThat(refusal.reason()).isEqualTo(Reason.PLACE_NOT_ALLOWED);
        assertThat(refusal).hasMessageContaining("assets is a link to a folder");
    }

    @ParameterizedTest
    @CsvSource({
        "s3://models/prod/v1, s3://models/prod, true",
        "s3://models/prod, s3://models/prod/, true",
        "s3://models/prod-evil/v1, s3://models/prod, false",
        "s3://other/prod/v1, s3://models/prod, false",
        "hdfs://models/prod/v1, s3://models/prod, false",
        "s3://models/prod/../evil/v1, s3://models/prod, false",
        "/models/v1, s3://models, false",
        "s3://models/v1, /models, false"
    })
    void holdsRemotePlacesAgainstRootsWordByWord(String place, String root, boolean inside) {
        URI uri = AllowedPlace.location(place);

        assertThat(
                        catchThrowableOfType(
                                ModelLoadException.class,
                                () -> AllowedPlace.require(uri, List.of(root))))
                .matches(refusal -> (refusal == null) == inside);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret",
                "variables/../../secret",
                "/etc/passwd",
                "a\\b",
                "a//b",
                "./a",
                "a\u0000b",
                "file:a",
                "\u202ebp.ledom",
                ""
            })
    void refusesNamesThatAreNone(String name) throws Exception {
        Manifest honest = store(allowed.resolve("v1").toString()).manifest("first-pass");
        Manifest hostile =
                new Manifest(
                        honest.name(),
                        honest.version(),
                        honest.inputs(),
                        honest.signatures(),
                        honest.paddedSizes(),
                        honest.training(),
                        Map.of(name, "00"));

        ModelLoadException refusal =
                catchThrowableOfType(
                        ModelLoadException.class,
                        () -> store(allowed.resolve("v1").toString()).check("first-pass", hostile));

        assertThat(refusal.reason()).isEqualTo(Reason.MANIFEST_INVALID);
    }

    @Test
    void refusesAModelThatIsTooLarge() throws Exception {
        long size = Files.size(allowed.resolve("v1/first-pass/saved_model.pb"));
        ModelStore enough =
                ModelStore.at(allowed.resolve("v1").toString(), "none", limits(2 * size));
        ModelStore tooLittle =
                ModelStore.at(allowed.resolve("v1").toString(), "none", limits(2 * size - 1));

        enough.check("first-pass", enough.manifest("first-pass"));
        ModelLoadException refusal =
                catchThrowableOfType(
                        ModelLoadException.class,
                        () -> tooLittle.check("first-pass", tooLittle.manifest("first-pass")));

        assertThat(refusal.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(refusal).hasMessageContaining("models.max-size");
    }

    private static ModelLimits limits(long bytes) {
        return new ModelLimits(List.of(), bytes);
    }

    private ModelLoadException refusal(String location) {
        ModelLoadException refusal =
                catchThrowableOfType(ModelLoadException.class, () -> check(location));
        assertThat(refusal).as("refusal of %s", location).isNotNull();
        return refusal;
    }

    private void check(String location) throws ModelLoadException {
        ModelStore store = store(location);
        store.check("first-pass", store.manifest("first-pass"));
    }

    private ModelStore store(String location) {
        return ModelStore.at(
                location, "none", new ModelLimits(List.of(allowed.toString()), 1 << 20));
    }

    private static Path real(Path path) {
        return AllowedPlace.real(path);
    }

    private static void write(Path folder) throws IOException {
        Path model = Files.createDirectories(folder.resolve("first-pass"));
        Files.writeString(model.resolve("saved_model.pb"), "graph of " + folder.getParent());
        Files.writeString(model.resolve("fingerprint.pb"), "print of " + folder.getParent());
        ModelStore.seal(model, FakeManifests.firstPass(3));
    }
}
