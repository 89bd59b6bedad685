// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OutputFolderTest {

    @TempDir Path parent;

    @Test
    void appearsWhenItIsComplete() throws Exception {
        Path target = parent.resolve("a/models");
        try (OutputFolder folder = OutputFolder.begin(target)) {
            Files.writeString(folder.partial().resolve("policy.yaml"), "new");
            assertThat(target).doesNotExist();

            folder.complete();
        }
        assertThat(target.resolve("policy.yaml")).hasContent("new");
    }

    @Test
    void replacesOlderModels() throws Exception {
        Path target = Files.createDirectories(parent.resolve("models"));
        Files.writeString(target.resolve("policy.yaml"), "old");
        Files.createDirectories(target.resolve("deep/assets"));
        try (OutputFolder folder = OutputFolder.begin(target)) {
            Files.writeString(folder.partial().resolve("policy.yaml"), "new");
            folder.complete();
        }
        assertThat(target.resolve("policy.yaml")).hasContent("new");
        assertThat(target.resolve("deep")).doesNotExist();
        try (Stream<Path> left = Files.list(parent)) {
            assertThat(left).containsExactly(target);
        }
    }

    @Test
    void keepsOlderModelsUntilThen() throws Exception {
        Path target = Files.createDirectories(parent.resolve("models"));
        Files.writeString(target.resolve("policy.yaml"), "old");

        OutputFolder.begin(target).close();

        assertThat(target.resolve("policy.yaml")).hasContent("old");
        try (Stream<Path> left = Files.list(parent)) {
            assertThat(left).containsExactly(target);
        }
    }

    @Test
    void refusesAFile() throws Exception {
        Path target = Files.writeString(parent.resolve("models"), "text");

        assertThatThrownBy(() -> OutputFolder.begin(target))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is a file");
    }
}
