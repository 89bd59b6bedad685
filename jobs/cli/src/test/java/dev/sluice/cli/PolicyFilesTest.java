// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.backtest.NamedPolicy;
import dev.sluice.stream.model.ModelJson;
import dev.sluice.testing.TestEvents;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PolicyFilesTest {

    @TempDir Path folder;

    @Test
    void namesPoliciesByTheirFiles() throws Exception {
        Files.createDirectories(folder.resolve("a"));
        Files.createDirectories(folder.resolve("b"));
        String yaml = ModelJson.yaml(TestEvents.POLICY);
        Path a = Files.writeString(folder.resolve("a/policy.yaml"), yaml);
        Path b = Files.writeString(folder.resolve("b/policy.yaml"), yaml);
        Path c = Files.writeString(folder.resolve("b/cheaper.yaml"), yaml);

        List<NamedPolicy> policies = PolicyFiles.read(List.of(a, b, c));

        assertThat(policies.stream().map(NamedPolicy::name))
                .containsExactly("policy", "policy-2", "cheaper");
        assertThat(policies.get(0).policy()).isEqualTo(TestEvents.POLICY);
    }

    @Test
    void refusesWhatIsNoPolicy() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.yaml"), "version: [");

        assertThatThrownBy(() -> PolicyFiles.read(List.of(broken)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("broken.yaml");
        assertThatThrownBy(() -> PolicyFiles.read(List.of(folder)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("no readable file");
    }

    @Test
    void numbersTheFilesOfFurtherPolicies() {
        assertThat(PolicyFiles.numbered(Path.of("out/d.csv"), 1)).isEqualTo(Path.of("out/d.csv"));
        assertThat(PolicyFiles.numbered(Path.of("out/d.csv"), 2)).isEqualTo(Path.of("out/d-2.csv"));
        assertThat(PolicyFiles.numbered(Path.of("decisions"), 3)).isEqualTo(Path.of("decisions-3"));
    }

    @Test
    void quotesWhatAShellWouldTakeApart() {
        assertThat(CommandLines.text(List.of("backtest", "--out", "my file's.csv", "--set", "a=b")))
                .isEqualTo("./sluice backtest --out 'my file'\\''s.csv' --set a=b");
    }

    @Test
    void writesUnknownNumbersAsNull() throws Exception {
        Json.write(folder.resolve("boxed.json"), List.of(Double.NaN, 0.5));

        assertThat(Files.readString(folder.resolve("boxed.json"))).contains("null").contains("0.5");
    }
}
