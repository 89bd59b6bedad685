// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.csv;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Files of lines in UTF-8, plain or, where their name ends in {@code .gz}, gzipped. */
public final class CsvFiles {

    private static final int GZIP_BUFFER = 1 << 16;

    private CsvFiles() {}

    /**
     * What reads the lines of a file and closes them.
     *
     * @param <R> a reader
     */
    @FunctionalInterface
    public interface Opener<R> {

        /** Begins to read. */
        R open(BufferedReader lines) throws IOException;
    }

    /**
     * Opens a file and hands its lines to a reader; closes it if that fails.
     *
     * @throws IOException if it cannot be read, or does not begin as the reader expects
     */
    public static <R> R open(Path file, Opener<R> opener) throws IOException {
        BufferedReader lines = open(file);
        try {
            return opener.open(lines);
        } catch (IOException | RuntimeException e) {
            lines.close();
            throw e;
        }
    }

    /**
     * Opens a file for reading line by line.
     *
     * @throws IOException if it cannot be read
     */
    public static BufferedReader open(Path file) throws IOException {
        InputStream raw = Files.newInputStream(file);
        try {
            InputStream in = isGzip(file) ? GzipStream.of(file, raw) : raw;
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    /**
     * Creates or replaces a file.
     *
     * @throws IOException if it cannot be written
     */
    public static BufferedWriter create(Path file) throws IOException {
        OutputStream raw = Files.newOutputStream(file);
        try {
            OutputStream out = isGzip(file) ? new GZIPOutputStream(raw, GZIP_BUFFER) : raw;
            return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    private static boolean isGzip(Path file) {
        return file.toString().endsWith(".gz");
    }
}
