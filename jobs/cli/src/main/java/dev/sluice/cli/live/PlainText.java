// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.live;

/** Text of others, made fit for a page: of limited length, and without what moves other text. */
final class PlainText {

    private static final char REPLACEMENT = '\uFFFD';
    private static final String CUT = "…";

    private PlainText() {}

    /** The text, cut after so many characters; what cannot be seen is replaced. */
    static String of(String text, int most) {
        StringBuilder plain = new StringBuilder(Math.min(text.length(), most));
        int characters = 0;
        for (int at = 0; at < text.length(); ) {
            if (characters++ == most) {
                return plain.append(CUT).toString();
            }
            int c = text.codePointAt(at);
            plain.appendCodePoint(isVisible(c) ? c : REPLACEMENT);
            at += Character.charCount(c);
        }
        return plain.toString();
    }

    /** Neither a control character nor one that turns the direction of the text after it. */
    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED ->
                    false;
            default -> true;
        };
    }
}
