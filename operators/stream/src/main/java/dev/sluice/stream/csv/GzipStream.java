// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.csv;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The bytes of a gzipped file; names the file where it is cut off or none. */
final class GzipStream extends FilterInputStream {

    private static final int BUFFER = 1 << 16;

    private final Path file;

    private GzipStream(Path file, InputStream unzipped) {
        super(unzipped);
        this.file = file;
    }

    static InputStream of(Path file, InputStream raw) throws IOException {
        try {
            return new GzipStream(file, new GZIPInputStream(raw, BUFFER));
        } catch (EOFException | ZipException e) {
            throw broken(file, e);
        }
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (EOFException | ZipException e) {
            throw broken(file, e);
        }
    }

    @Override
    public int read(byte[] target, int start, int length) throws IOException {
        try {
            return super.read(target, start, length);
        } catch (EOFException | ZipException e) {
            throw broken(file, e);
        }
    }

    private static IOException broken(Path file, IOException cause) {
        return new IOException(
                file
                        + " is cut off, or no gzip file ("
                        + cause
                        + "); expected what its name ends in.",
                cause);
    }
}
