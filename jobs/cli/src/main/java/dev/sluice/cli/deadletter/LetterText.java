// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.deadletter;

import dev.sluice.decisioning.event.DeadLetter;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/** A dead letter for a person. */
public final class LetterText {

    private static final int COLUMNS = 16;
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    private LetterText() {}

    /** All of a letter, several lines. */
    public static String of(String id, DeadLetter letter) {
        StringBuilder text = new StringBuilder();
        line(text, "letter", id);
        line(text, "refused by", letter.stage() + ", " + Instant.ofEpochMilli(letter.deadAtMs()));
        line(text, "reason", letter.reason() + ": " + letter.detail());
        if (letter.kafkaTimestampMs() >= 0) {
            line(text, "written", Instant.ofEpochMilli(letter.kafkaTimestampMs()).toString());
        }
        for (DeadLetter.Header header : letter.headers()) {
            line(text, "header " + header.name(), printable(header.value()));
        }
        line(text, "key", printable(letter.key()));
        line(text, "value", value(letter));
        dump(text, letter.value());
        return text.append('\n').toString();
    }

    /** A text without what a terminal would obey: it quotes values of a record. */
    public static String harmless(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) ? '.' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String value(DeadLetter letter) {
        if (letter.valueLength() < 0) {
            return "none";
        }
        int kept = letter.value() == null ? 0 : letter.value().length;
        return kept == letter.valueLength()
                ? kept + " bytes"
                : "the first "
                        + kept
                        + " of "
                        + letter.valueLength()
                        + " bytes; SHA-256 of all "
                        + letter.valueSha256();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-12s %s%n", harmless(name), harmless(value)));
    }

    private static void dump(StringBuilder text, byte[] bytes) {
        if (bytes == null) {
            return;
        }
        for (int from = 0; from < bytes.length; from += COLUMNS) {
            int to = Math.min(bytes.length, from + COLUMNS);
            text.append(
                    String.format(
                            Locale.ROOT,
                            "  %06x  %-47s  %s%n",
                            from,
                            HEX.formatHex(bytes, from, to),
                            printable(Arrays.copyOfRange(bytes, from, to))));
        }
    }

    /** ASCII as it is, everything else as a dot: a terminal must not obey a hostile record. */
    private static String printable(byte[] bytes) {
        if (bytes == null) {
            return "none";
        }
        StringBuilder text = new StringBuilder(bytes.length);
        for (byte one : bytes) {
            text.append(one >= ' ' && one < 0x7F ? (char) one : '.');
        }
        return text.toString();
    }
}
