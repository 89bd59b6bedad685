// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference;

import java.util.Map;

/**
 * One opened model: runs batches of rows through named signatures.
 *
 * <p>All arrays are row-major {@code float[rows * width]}, with the widths that the manifest gives
 * for the signature. Any number of rows from 1 to {@link Manifest#maxRows()} is legal: the backend
 * pads to the next size of {@link Manifest#paddedSizes()}, and a row's result does not depend, to
 * the bit, on its place or its neighbours.
 *
 * <p>Not thread-safe, but for {@link #abandon()}: one instance per thread. Instances of one model
 * in one process share its weights.
 */
public interface ModelBackend extends AutoCloseable {

    /** The checked manifest of the model. */
    Manifest manifest();

    /** Where the model runs. */
    Device device();

    /**
     * Runs one batch.
     *
     * @param signature a key of {@link Manifest#signatures()}
     * @param rows number of rows that count; input arrays may be longer, the rest is ignored
     * @param inputs one array for each input of the signature, at least {@code rows * width} long
     * @return one array for each output of the signature, at least {@code rows * width} long; owned
     *     by the caller
     * @throws IllegalArgumentException if the signature, an input or the number of rows does not
     *     fit the manifest
     * @throws InferenceException if the engine fails
     */
    Map<String, float[]> run(String signature, int rows, Map<String, float[]> inputs);

    /**
     * Gives the instance up while a call hangs in it: what is opened from now on shares nothing
     * with it. May be called from any thread and never waits; {@link #close()} still has to follow,
     * if the call returns.
     */
    default void abandon() {}

    /** Releases what this instance holds; closing twice is legal. */
    @Override
    void close();
}
