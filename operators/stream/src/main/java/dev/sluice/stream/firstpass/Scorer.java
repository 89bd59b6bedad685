// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.firstpass;

import dev.sluice.decisioning.calibration.UnitShare;
import dev.sluice.inference.ModelBackend;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.inference.ModelLoadException.Reason;
import dev.sluice.stream.model.ModelProvider;
import dev.sluice.stream.model.OpenedModel;

import java.util.Map;

/**
 * One version of the first-pass model with the batch that is forming for it.
 *
 * <p>Not thread-safe; may be opened by another thread than the one that uses it.
 */
final class Scorer implements AutoCloseable {

    private static final String SIGNATURE = "serving_default";
    private static final String FEATURES = "features";
    private static final String PROBABILITY = "probability";
    private static final String NOVELTY = "novelty";

    private final ModelBackend model;
    private final String version;
    private final String device;
    private final String natives;
    private final int width;
    private final int capacity;
    private final float[] features;
    private final Map<String, float[]> inputs;

    private int rows;
    private float[] probabilities;
    private float[] novelties;
    private long micros;
    private int lastRows;

    private Scorer(ModelBackend model, int maxRows) {
        this.model = model;
        this.version = model.manifest().version();
        this.device = model.device().label();
        this.natives = model.device().natives();
        this.width = model.manifest().signature(SIGNATURE).input(FEATURES).width();
        this.capacity = Math.min(maxRows, model.manifest().maxRows());
        this.features = new float[capacity * width];
        this.inputs = Map.of(FEATURES, features);
    }

    /** Opens the model that a job starts with. */
    static Scorer open(ModelProvider provider, ClassLoader loader, int maxRows) {
        return over(OpenedModel.open(provider, loader), maxRows);
    }

    /**
     * Opens a released model and tries it out.
     *
     * @throws ModelLoadException if it is not what was ordered, or gives no probabilities
     */
    static Scorer prepare(ModelProvider provider, ClassLoader loader, int maxRows, int rows)
            throws ModelLoadException {
        Scorer scorer = over(provider.open(loader), maxRows);
        try {
            scorer.warmUp(rows);
            return scorer;
        } catch (RuntimeException e) {
            scorer.close();
            throw new ModelLoadException(
                    Reason.SELF_TEST_FAILED,
                    "Version '" + scorer.version + "' failed while it was tried out: " + e,
                    e);
        } catch (ModelLoadException e) {
            scorer.close();
            throw e;
        }
    }

    private static Scorer over(ModelBackend model, int maxRows) {
        try {
            return new Scorer(model, maxRows);
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private void warmUp(int expectedRows) throws ModelLoadException {
        if (capacity < expectedRows) {
            throw new ModelLoadException(
                    Reason.MANIFEST_INVALID,
                    "Version '"
                            + version
                            + "' takes batches of "
                            + capacity
                            + " rows; the live one takes "
                            + expectedRows);
        }
        for (int size : new int[] {1, capacity}) {
            rows = size;
            run();
            for (int row = 0; row < size; row++) {
                if (Float.isNaN(probability(row)) || Float.isNaN(novelty(row))) {
                    throw new ModelLoadException(
                            Reason.SELF_TEST_FAILED,
                            "Version '"
                                    + version
                                    + "' gave probability "
                                    + probabilities[row]
                                    + " and novelty "
                                    + novelties[row]
                                    + " for features of zero; expected both in [0, 1]");
                }
            }
        }
        clear();
    }

    String version() {
        return version;
    }

    String device() {
        return device;
    }

    String natives() {
        return natives;
    }

    int width() {
        return width;
    }

    /** Most rows of a batch. */
    int capacity() {
        return capacity;
    }

    /** Rows of the batch by now. */
    int rows() {
        return rows;
    }

    /** Adds a row to the batch, and says which one it is. */
    int add(float[] row) {
        System.arraycopy(row, 0, features, rows * width, width);
        return rows++;
    }

    /** Runs the batch. */
    void run() {
        long start = System.nanoTime();
        Map<String, float[]> outputs = model.run(SIGNATURE, rows, inputs);
        micros = (System.nanoTime() - start) / 1000;
        lastRows = rows;
        probabilities = outputs.get(PROBABILITY);
        novelties = outputs.get(NOVELTY);
    }

    /** Rows of the last call. */
    int lastRows() {
        return lastRows;
    }

    /** Begins another batch. */
    void clear() {
        rows = 0;
    }

    /** Time of the last call. */
    long micros() {
        return micros;
    }

    /** The raw probability of a row, or NaN if it is none. */
    float probability(int row) {
        return UnitShare.of(probabilities[row]);
    }

    /** The novelty of a row, or NaN if it is none. */
    float novelty(int row) {
        return UnitShare.of(novelties[row]);
    }

    /** What the model gave for a row, for a person. */
    String said(int row) {
        return "probability " + probabilities[row] + " and novelty " + novelties[row];
    }

    @Override
    public void close() {
        model.close();
    }
}
