// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.escalation;

/**
 * A field that nearly always holds the same text as in the record before: it is encoded once, and
 * all records that are read share one string. In the bytes it is a text like any other. Not
 * thread-safe.
 */
final class RecurringText {

    /** What was read or written last, and its bytes. */
    private String last;

    private byte[] bytes;

    void write(String text, ByteWriter out) {
        // another string of the same characters is encoded again, and does no harm
        if (sameAsLast(text)) {
            out.put(bytes);
        } else {
            int start = out.length();
            out.put(text);
            remember(text, out.since(start));
        }
    }

    String read(ByteReader in) {
        if (last == null || !in.skip(bytes)) {
            int start = in.position();
            String text = in.getText();
            remember(text, in.since(start));
        }
        return last;
    }

    @SuppressWarnings("ReferenceEquality") // cheaper than equality, which the bytes do not need
    private boolean sameAsLast(String text) {
        return last != null && text == last;
    }

    private void remember(String text, byte[] encoded) {
        last = text;
        bytes = encoded;
    }
}
