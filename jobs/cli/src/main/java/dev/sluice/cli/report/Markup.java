// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.report;

import java.util.Locale;

/** Text of a page that is well-formed as XML too. */
final class Markup {

    private static final char REPLACEMENT = '\uFFFD';

    private final StringBuilder text = new StringBuilder();

    /** Adds markup as it is. */
    Markup raw(String markup) {
        text.append(markup);
        return this;
    }

    /** Adds text. */
    Markup text(String plain) {
        text.append(escaped(plain));
        return this;
    }

    /** Adds an element that holds text. */
    Markup element(String name, String plain) {
        return raw("<").raw(name).raw(">").text(plain).raw("</").raw(name).raw(">");
    }

    /** Text in which nothing is markup. */
    static String escaped(String plain) {
        StringBuilder out = new StringBuilder(plain.length());
        plain.codePoints()
                .forEach(
                        c -> {
                            switch (c) {
                                case '&' -> out.append("&amp;");
                                case '<' -> out.append("&lt;");
                                case '>' -> out.append("&gt;");
                                case '"' -> out.append("&quot;");
                                case '\'' -> out.append("&#39;");
                                default -> out.appendCodePoint(isXml(c) ? c : REPLACEMENT);
                            }
                        });
        return out.toString();
    }

    /** A coordinate with two digits after the point, without a negative zero. */
    static String at(double coordinate) {
        double rounded = Math.rint(coordinate * 100) / 100;
        return String.format(Locale.ROOT, "%.2f", rounded == 0 ? 0 : rounded);
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private static boolean isXml(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }
}
