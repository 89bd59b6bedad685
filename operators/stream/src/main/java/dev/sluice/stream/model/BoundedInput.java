// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.model;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends after some bytes, and tells whether there would have been more. */
final class BoundedInput extends FilterInputStream {

    private final long most;
    private long read;
    private boolean exceeded;

    BoundedInput(InputStream in, long most) {
        super(in);
        this.most = most;
    }

    long bytes() {
        return read;
    }

    boolean isExceeded() {
        return exceeded;
    }

    @Override
    public int read() throws IOException {
        int next = exceeded ? -1 : super.read();
        if (next >= 0) {
            count(1);
        }
        return exceeded ? -1 : next;
    }

    @Override
    public int read(byte[] target, int start, int length) throws IOException {
        int count = exceeded ? -1 : super.read(target, start, length);
        if (count > 0) {
            count(count);
        }
        return exceeded ? -1 : count;
    }

    private void count(int bytes) {
        read += bytes;
        exceeded = read > most;
    }
}
