// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.privacy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class IdentifierMaskTest {

    private static final byte[] KEY = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    @TempDir Path folder;

    @Test
    void aHashIsThatOfHmacSha256() {
        // printf 4111111111111111 | openssl dgst -sha256 -hmac 0123456789abcdef
        assertThat(IdentifierMask.hashed(KEY).of("4111111111111111")).isEqualTo("#6ab68ca2a9a5");
    }

    @Test
    void aHashTellsIdentifiersApartAndDependsOnTheKey() {
        IdentifierMask one = IdentifierMask.hashed(KEY);
        IdentifierMask other = IdentifierMask.hashedAnew();

        assertThat(one.of("a")).isEqualTo(one.of("a")).isNotEqualTo(one.of("b"));
        assertThat(one.of("a")).isNotEqualTo(other.of("a"));
        assertThat(other.of("a")).isNotEqualTo(IdentifierMask.hashedAnew().of("a"));
    }

    @Test
    void aMaskShowsTheEndOfALongIdentifierOnly() {
        IdentifierMask mask = IdentifierMask.masked();

        assertThat(mask.of("4111111111111142")).isEqualTo("*42");
        assertThat(mask.of("customer")).isEqualTo("*er");
        assertThat(mask.of("1234567")).isEqualTo("*");
        assertThat(mask.of("")).isEqualTo("*");
        assertThat(mask.of("abcdefg\ud83d\ude00")).isEqualTo("*g\ud83d\ude00");
    }

    @Test
    void aShortKeyIsRefusedAndNoKeyIsEverTold() {
        assertThatThrownBy(() -> IdentifierMask.hashed("secret".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("6 bytes; expected at least 16")
                .hasMessageNotContaining("secret");
        assertThat(IdentifierMask.hashed(KEY)).hasToString("hash");
    }

    @Test
    void logsHideIdentifiersUnlessTheyAreToldTo() throws Exception {
        Map<String, String> environment = new HashMap<>();
        assertThat(LoggedIdentifiers.of(environment::get).mode())
                .isEqualTo(IdentifierMask.Mode.HASH);

        environment.put(LoggedIdentifiers.MODE, "no such mode");
        assertThat(LoggedIdentifiers.of(environment::get).mode())
                .isEqualTo(IdentifierMask.Mode.HASH);

        environment.put(LoggedIdentifiers.MODE, "Mask");
        assertThat(LoggedIdentifiers.of(environment::get).mode())
                .isEqualTo(IdentifierMask.Mode.MASK);

        environment.put(LoggedIdentifiers.MODE, "plain");
        assertThat(LoggedIdentifiers.of(environment::get).of("id")).isEqualTo("id");
    }

    @Test
    void logsOfSeveralProcessesAgreeUnderOneKey() throws Exception {
        Path file = Files.write(folder.resolve("key"), KEY);
        Map<String, String> environment = Map.of(LoggedIdentifiers.KEY_FILE, file.toString());

        assertThat(LoggedIdentifiers.of(environment::get))
                .isEqualTo(LoggedIdentifiers.of(environment::get))
                .isEqualTo(IdentifierMask.hashed(KEY));
        // a key that is not there hides all the same
        assertThat(
                        LoggedIdentifiers.of(
                                        Map.of(LoggedIdentifiers.KEY_FILE, folder + "/none")::get)
                                .of("id"))
                .startsWith("#");
    }
}
