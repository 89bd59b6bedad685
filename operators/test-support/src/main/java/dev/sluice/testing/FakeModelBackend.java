// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.testing;

import dev.sluice.inference.Device;
import dev.sluice.inference.InferenceException;
import dev.sluice.inference.Manifest;
import dev.sluice.inference.ModelBackend;
import dev.sluice.inference.SignatureSpec;
import dev.sluice.inference.TensorSpec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A model without an engine: each output row is a plain function of its input row, and what happens
 * around a batch is up to the test.
 *
 * <p>Refuses what the contract forbids: two batches at a time, a batch after close. Only {@link
 * #run} is bound to one thread at a time; everything else may be called from the test's thread.
 */
public final class FakeModelBackend implements ModelBackend {

    /** Gives one row of an output from one row of the inputs, by name. */
    @FunctionalInterface
    public interface RowFunction {

        /** The output row; its length is the width of the output. */
        float[] apply(Map<String, float[]> row);
    }

    /** Runs before each batch, on the thread that runs it; may throw, wait or count. */
    @FunctionalInterface
    public interface Hook {

        /** A batch is about to run. */
        void before(String signature, int rows);
    }

    /**
     * A batch that was asked for.
     *
     * @param signature its signature
     * @param rows its rows
     */
    public record Run(String signature, int rows) {}

    private final Manifest manifest;
    private final Map<String, RowFunction> answers = new ConcurrentHashMap<>();
    private final List<Run> runs = new CopyOnWriteArrayList<>();
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean abandoned = new AtomicBoolean();
    private volatile Hook hook = (signature, rows) -> {};

    /** A model with a manifest; answers have to be given for each output. */
    public FakeModelBackend(Manifest manifest) {
        this.manifest = manifest;
    }

    /** A first-pass model that says feature 0 as the probability and feature 1 as the novelty. */
    public static FakeModelBackend firstPass(int features) {
        return new FakeModelBackend(FakeManifests.firstPass(features))
                .answering("probability", row -> new float[] {row.get("features")[0]})
                .answering("novelty", row -> new float[] {row.get("features")[1]});
    }

    /**
     * A deep model whose passes scatter around feature 0, with feature 1 as the width of the
     * scatter; features and context all have a part in it.
     */
    public static FakeModelBackend deep(int features, int contextWidth) {
        return deep(FakeManifests.deep(features, contextWidth));
    }

    /** The same with a manifest that has the signatures of {@link FakeManifests#deep}. */
    public static FakeModelBackend deep(Manifest manifest) {
        return new FakeModelBackend(manifest)
                .answering("state", FakeModelBackend::state)
                .answering("probability", FakeModelBackend::pass);
    }

    /**
     * A deep model that every strategy can think with, with the signatures of {@link
     * FakeManifests#thinking}. A pass is as in {@link #deep}; a refinement halves the scatter; the
     * verifier holds a pass against a candidate; an assessment answers feature 0.
     */
    public static FakeModelBackend thinking(Manifest manifest) {
        return new FakeModelBackend(manifest)
                .answering("state", row -> row.containsKey("state") ? refined(row) : state(row))
                .answering("probability", FakeModelBackend::probability)
                .answering("halt", row -> new float[] {unit(1 - 8 * row.get("state")[1])})
                .answering("score", FakeModelBackend::score)
                .answering("answer", row -> new float[] {unit(row.get("state")[0])})
                .answering("evidence", row -> row.get("features"));
    }

    /** Answers an output, whatever the signature, with a function of the row. */
    public FakeModelBackend answering(String output, RowFunction function) {
        answers.put(output, function);
        return this;
    }

    /** Runs something before each batch from now on. */
    public FakeModelBackend before(Hook next) {
        hook = next;
        return this;
    }

    /** Waits for a permit before each batch; an interrupt makes the batch fail. */
    public FakeModelBackend hold(Semaphore permits) {
        return before(
                (signature, rows) -> {
                    try {
                        permits.acquire();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new InferenceException("interrupted", e);
                    }
                });
    }

    /** Hangs in each batch as native code does, deaf to interrupts, until it is released. */
    public FakeModelBackend hang(CountDownLatch released) {
        return before((signature, rows) -> awaitDeafly(released));
    }

    private static void awaitDeafly(CountDownLatch latch) {
        boolean done = false;
        while (!done) {
            try {
                latch.await();
                done = true;
            } catch (InterruptedException e) {
                // deaf
            }
        }
    }

    /** The batches by now, in order. */
    public List<Run> runs() {
        return new ArrayList<>(runs);
    }

    /** Whether the model was given up. */
    public boolean isAbandoned() {
        return abandoned.get();
    }

    /** Whether the model was closed. */
    public boolean isClosed() {
        return closed.get();
    }

    @Override
    public Manifest manifest() {
        return manifest;
    }

    @Override
    public Device device() {
        return new Device(Device.Kind.CPU, "fake");
    }

    @Override
    public Map<String, float[]> run(String signature, int rows, Map<String, float[]> inputs) {
        if (closed.get()) {
            throw new IllegalStateException("A batch after close");
        }
        if (!busy.compareAndSet(false, true)) {
            throw new IllegalStateException("Two batches at a time; the model is for one thread");
        }
        try {
            SignatureSpec spec = manifest.signature(signature);
            manifest.paddedRows(rows);
            for (TensorSpec input : spec.inputs()) {
                checkInput(signature, rows, inputs, input);
            }
            runs.add(new Run(signature, rows));
            hook.before(signature, rows);
            return answer(spec, rows, inputs);
        } finally {
            busy.set(false);
        }
    }

    @Override
    public void abandon() {
        abandoned.set(true);
    }

    @Override
    public void close() {
        closed.set(true);
    }

    private Map<String, float[]> answer(SignatureSpec spec, int rows, Map<String, float[]> inputs) {
        Map<String, float[]> outputs = new HashMap<>();
        for (TensorSpec output : spec.outputs()) {
            outputs.put(output.name(), new float[rows * output.width()]);
        }
        for (int i = 0; i < rows; i++) {
            Map<String, float[]> row = new HashMap<>();
            for (TensorSpec input : spec.inputs()) {
                row.put(
                        input.name(),
                        Arrays.copyOfRange(
                                inputs.get(input.name()),
                                i * input.width(),
                                (i + 1) * input.width()));
            }
            for (TensorSpec output : spec.outputs()) {
                float[] values = answers.get(output.name()).apply(row);
                System.arraycopy(
                        values, 0, outputs.get(output.name()), i * output.width(), output.width());
            }
        }
        return outputs;
    }

    private static void checkInput(
            String signature, int rows, Map<String, float[]> inputs, TensorSpec input) {
        float[] values = inputs.get(input.name());
        int expected = rows * input.width();
        if (values == null || values.length < expected) {
            throw new IllegalArgumentException(
                    "Input '"
                            + input.name()
                            + "' of signature '"
                            + signature
                            + "' has "
                            + (values == null ? "no array" : values.length + " floats")
                            + "; expected at least "
                            + expected);
        }
    }

    private static float[] state(Map<String, float[]> row) {
        float[] features = row.get("features");
        float[] context = row.getOrDefault("context", new float[0]);
        float all = 0;
        for (float value : features) {
            all = all * 1.7f + value;
        }
        for (float value : context) {
            all = all * 1.3f + value;
        }
        float[] state = new float[FakeManifests.STATE_WIDTH];
        state[0] = features[0];
        state[1] = features[1];
        for (int i = 2; i < state.length; i++) {
            state[i] = (float) Math.sin(all * i);
        }
        return state;
    }

    private static float[] refined(Map<String, float[]> row) {
        float[] state = row.get("state").clone();
        state[1] /= 2;
        return state;
    }

    private static float[] probability(Map<String, float[]> row) {
        float[] state = row.get("state");
        if (row.containsKey("mask")) {
            return pass(row);
        }
        return new float[] {unit(row.containsKey("answers") ? state[0] : state[0] + state[1] / 2)};
    }

    private static float[] score(Map<String, float[]> row) {
        float bad = pass(row)[0];
        float[] candidate = row.get("candidate");
        return new float[] {candidate[0] == 1 ? 1 - bad : bad / (1 + candidate[2])};
    }

    private static float[] pass(Map<String, float[]> row) {
        float[] state = row.get("state");
        float[] mask = row.get("mask");
        float noise = 0;
        for (int i = 2; i < state.length; i++) {
            noise += (mask[i] - 1) * (1 + state[i]);
        }
        float probability = state[0] + state[1] * noise / state.length;
        return new float[] {unit(probability)};
    }

    /** Not Math.max alone: a NaN has to stay one. */
    private static float unit(float value) {
        return Math.min(1, Math.max(0, value));
    }
}
