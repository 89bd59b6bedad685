// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.config;

import java.io.FilterReader;
import java.io.IOException;
import java.io.StringReader;

/**
 * A text that is never handed out up to the middle of a character.
 *
 * <p>SnakeYAML 2.3 reads 1,024 chars at a time and, where the last one is the first half of a
 * character, one more behind the end of its buffer: an emoji at the wrong place made a sound file
 * unreadable.
 */
public final class WholeCharacters extends FilterReader {

    /** Reads a text. */
    public WholeCharacters(String text) {
        super(new StringReader(text));
    }

    @Override
    public int read(char[] target, int start, int length) throws IOException {
        if (length < 2) {
            return super.read(target, start, length);
        }
        int count = super.read(target, start, length - 1);
        if (count > 0 && Character.isHighSurrogate(target[start + count - 1])) {
            count += Math.max(0, super.read(target, start + count, 1));
        }
        return count;
    }
}
