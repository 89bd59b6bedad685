// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a model folder says of itself in {@code manifest.json}.
 *
 * @param name {@code first-pass} or {@code deep}
 * @param version unique among the releases of the name; stamped on every decision
 * @param inputs features and context that it was trained on
 * @param signatures its functions by name
 * @param paddedSizes batch sizes that it is run at, ascending multiples of 16
 * @param training where it comes from
 * @param files SHA-256 in hexadecimal of each file of the folder but the manifest, by path relative
 *     to the folder, with {@code /}
 */
public record Manifest(
        String name,
        String version,
        ModelInputs inputs,
        Map<String, SignatureSpec> signatures,
        List<Integer> paddedSizes,
        Training training,
        Map<String, String> files) {

    /** Most rows of a batch. */
    public static final int MAX_ROWS = 1 << 16;

    /** Most floats of a tensor in a batch: one gigabyte. */
    public static final long MAX_FLOATS = 1L << 28;

    /** File name of the manifest within a model folder. */
    public static final String FILE = "manifest.json";

    /**
     * Where a model comes from.
     *
     * @param from start of the training data (inclusive)
     * @param to end of the training data (exclusive)
     * @param rows number of training rows
     * @param seed seed of the training
     * @param metrics figures on held-out data by name
     */
    public record Training(
            Instant from, Instant to, long rows, long seed, Map<String, Double> metrics) {

        /** Copies the metrics. */
        public Training {
            metrics = Map.copyOf(metrics);
        }
    }

    /**
     * Copies the collections and refuses padded sizes that cannot keep the batch promise, and
     * batches that no machine has room for.
     */
    public Manifest {
        signatures = Map.copyOf(signatures);
        paddedSizes = List.copyOf(paddedSizes);
        files = Map.copyOf(new TreeMap<>(files));
        int previous = 0;
        for (int size : paddedSizes) {
            if (size % 16 != 0 || size <= previous) {
                throw new IllegalArgumentException(
                        "paddedSizes is "
                                + paddedSizes
                                + "; expected ascending multiples of 16, such as [16, 64, 256]");
            }
            previous = size;
        }
        if (paddedSizes.isEmpty()) {
            throw new IllegalArgumentException("paddedSizes is empty; expected at least one size");
        }
        if (previous > MAX_ROWS) {
            throw new IllegalArgumentException(
                    "paddedSizes is " + paddedSizes + "; expected at most " + MAX_ROWS);
        }
        for (Map.Entry<String, SignatureSpec> entry : signatures.entrySet()) {
            requireRoom(entry.getKey(), entry.getValue().inputs(), previous);
            requireRoom(entry.getKey(), entry.getValue().outputs(), previous);
        }
    }

    private static void requireRoom(String signature, List<TensorSpec> tensors, int rows) {
        for (TensorSpec tensor : tensors) {
            long floats = (long) rows * tensor.width();
            if (floats > MAX_FLOATS) {
                throw new IllegalArgumentException(
                        "Tensor '"
                                + tensor.name()
                                + "' of signature '"
                                + signature
                                + "' has "
                                + floats
                                + " floats in a batch of "
                                + rows
                                + "; expected at most "
                                + MAX_FLOATS);
            }
        }
    }

    /** The largest batch that can be run at once. */
    public int maxRows() {
        return paddedSizes.get(paddedSizes.size() - 1);
    }

    /**
     * The smallest padded size that holds a number of rows.
     *
     * @throws IllegalArgumentException if rows is not between 1 and {@link #maxRows()}
     */
    public int paddedRows(int rows) {
        for (int size : paddedSizes) {
            if (rows <= size && rows > 0) {
                return size;
            }
        }
        throw new IllegalArgumentException(
                "A batch of " + rows + " rows; expected 1 to " + maxRows());
    }

    /**
     * The signature with a name.
     *
     * @throws IllegalArgumentException if there is none, naming those that there are
     */
    public SignatureSpec signature(String name) {
        SignatureSpec spec = signatures.get(name);
        if (spec == null) {
            throw new IllegalArgumentException(
                    "Model "
                            + version
                            + " has no signature '"
                            + name
                            + "'; it has "
                            + signatures.keySet());
        }
        return spec;
    }
}
