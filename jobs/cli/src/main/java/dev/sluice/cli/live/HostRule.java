// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.live;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which {@code Host} of a request is this server's own.
 *
 * <p>A page of somebody else can have its name resolved to this machine and then read what is
 * served here as its own. It cannot choose what the browser sends as host: that is its name. So
 * names are refused that are not the one the page was asked to be served at, or this machine's
 * {@code localhost}.
 *
 * @param named host that the page was asked to be served at
 * @param bound address that it listens at
 * @param port port that it listens at
 */
record HostRule(String named, InetAddress bound, int port) {

    private static final Pattern HOST =
            Pattern.compile("(\\[[0-9a-f:.]+]|[a-z0-9._-]+)(?::([0-9]{1,5}))?");
    private static final Pattern LITERAL =
            Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|\\[[0-9a-f:.]+]");
    private static final int HTTP = 80;

    /** Whether a request with this header is meant for this server. */
    boolean accepts(String header) {
        Matcher parts = HOST.matcher(header.toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            return false;
        }
        int asked = parts.group(2) == null ? HTTP : Integer.parseInt(parts.group(2));
        return asked == port && isOwn(parts.group(1));
    }

    private boolean isOwn(String host) {
        String plain = UiAddress.withoutBrackets(host);
        if (plain.equalsIgnoreCase(named) || plain.equals("localhost")) {
            return true;
        }
        if (!LITERAL.matcher(host).matches()) {
            return false;
        }
        try {
            // a literal is not looked up
            InetAddress literal = InetAddress.getByName(plain);
            return bound.isAnyLocalAddress() || literal.equals(bound) || isLoopback(literal);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private boolean isLoopback(InetAddress literal) {
        return bound.isLoopbackAddress() && literal.isLoopbackAddress();
    }
}
