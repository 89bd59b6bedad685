// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.live;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a page is served.
 *
 * @param host name or address to listen at
 * @param port port to listen at, 0 for a free one
 */
public record UiAddress(String host, int port) {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int MOST = 65_535;
    private static final Pattern FORM =
            Pattern.compile("(?:(\\[[0-9a-fA-F:.]+]|[a-zA-Z0-9._-]+):)?([0-9]{1,5})");

    /**
     * The address of a text: a port, for this machine alone, or {@code HOST:PORT}.
     *
     * @throws IllegalArgumentException naming the text and what was expected
     */
    public static UiAddress parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches() || Integer.parseInt(parts.group(2)) > MOST) {
            throw new IllegalArgumentException(
                    "'"
                            + text
                            + "' is no address of a page; expected a port from 0 (any free one) to "
                            + MOST
                            + ", or HOST:PORT");
        }
        String host = parts.group(1) == null ? LOOPBACK : parts.group(1);
        return new UiAddress(withoutBrackets(host), Integer.parseInt(parts.group(2)));
    }

    /** The address as it is typed. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    static String withoutBrackets(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
