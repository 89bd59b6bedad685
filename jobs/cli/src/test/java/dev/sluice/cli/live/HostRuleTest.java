// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.live;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.InetAddress;

import static org.assertj.core.api.Assertions.assertThat;

class HostRuleTest {

    @ParameterizedTest
    @CsvSource({
        // served at, header, accepted
        "127.0.0.1, 127.0.0.1:8090, true",
        "127.0.0.1, localhost:8090, true",
        "127.0.0.1, LOCALHOST:8090, true",
        "127.0.0.1, [::1]:8090, true",
        "127.0.0.1, 127.0.0.1:8091, false",
        "127.0.0.1, 127.0.0.1, false",
        "127.0.0.1, evil.example:8090, false",
        "127.0.0.1, 127.0.0.1.evil.example:8090, false",
        "127.0.0.1, localhost.evil.example:8090, false",
        "127.0.0.1, 10.0.0.7:8090, false",
        "127.0.0.1, 999.0.0.1:8090, false",
        "127.0.0.1, 'localhost:8090, evil.example', false",
        "127.0.0.1, user@localhost:8090, false",
        "127.0.0.1, '', false",
        "0.0.0.0, 10.0.0.7:8090, true",
        "0.0.0.0, [fe80::1]:8090, true",
        "0.0.0.0, box.local:8090, false",
        "10.0.0.7, 10.0.0.7:8090, true",
        "10.0.0.7, 127.0.0.1:8090, false"
    })
    void acceptsItsOwnNamesOnly(String servedAt, String header, boolean accepted) throws Exception {
        HostRule rule = new HostRule(servedAt, InetAddress.getByName(servedAt), 8090);

        assertThat(rule.accepts(header)).isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource({"box.local:8090, true", "other.local:8090, false", "10.0.0.7:8090, true"})
    void acceptsTheNameThatItWasAskedToServeAt(String header, boolean accepted) throws Exception {
        InetAddress bound = InetAddress.getByAddress("box.local", new byte[] {10, 0, 0, 7});

        assertThat(new HostRule("box.local", bound, 8090).accepts(header)).isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, true", "127.0.0.1:80, true", "127.0.0.1:8090, false"})
    void leavesOutThePortOfHttp(String header, boolean accepted) throws Exception {
        HostRule rule = new HostRule("127.0.0.1", InetAddress.getByName("127.0.0.1"), 80);

        assertThat(rule.accepts(header)).isEqualTo(accepted);
    }
}
