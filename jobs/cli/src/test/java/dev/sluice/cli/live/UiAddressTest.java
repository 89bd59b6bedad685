// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.live;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UiAddressTest {

    @ParameterizedTest
    @CsvSource({
        "8090, 127.0.0.1:8090",
        "0, 127.0.0.1:0",
        "0.0.0.0:80, 0.0.0.0:80",
        "box.local:65535, box.local:65535",
        "[::1]:8090, [::1]:8090"
    })
    void isAPortOfThisMachineUnlessAHostIsGiven(String text, String expected) {
        assertThat(UiAddress.parse(text)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "-1", "65536", "host:", ":80", "http://x:80", "::1:80", "a b:1"})
    void refusesWhatIsNoAddress(String text) {
        assertThatThrownBy(() -> UiAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'")
                .hasMessageContaining("expected a port");
    }
}
