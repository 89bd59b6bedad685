// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import dev.sluice.inference.Device;
import dev.sluice.inference.InferenceException;
import dev.sluice.inference.Manifest;
import dev.sluice.inference.ModelBackend;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A model whose calls are watched: one that has not returned in time makes the model lost, for
 * good.
 *
 * <p>Whether a call returned or was too late is settled once, also if both happen at the same time.
 * A call that returns too late throws, and so does each after it. {@link #run} and {@link #close}
 * are for the thread of the model's owner; the rest is thread-safe.
 */
final class WatchedModel implements ModelBackend {

    /** Hears how the calls go. */
    interface Watcher {

        /** A call threw; on the thread that called. */
        void threw();

        /** A call has not returned in time; on the thread of the clock. */
        void hangs(String signature, int rows);
    }

    private static final Runnable NOTHING = () -> {};
    private static final long IDLE = 0;
    private static final long LOST = -1;

    private final ModelBackend model;
    private final Deadlines clock;
    private final long timeoutMs;
    private final Watcher watcher;

    /** The number of the call that runs, {@link #IDLE} or {@link #LOST}. */
    private final AtomicLong state = new AtomicLong(IDLE);

    private long calls;

    /**
     * Watches a model.
     *
     * @param timeoutMs time that a call may take; 0 for any
     */
    WatchedModel(ModelBackend model, Deadlines clock, long timeoutMs, Watcher watcher) {
        this.model = model;
        this.clock = clock;
        this.timeoutMs = timeoutMs;
        this.watcher = watcher;
    }

    /** Whether a call has not returned in time. */
    boolean isLost() {
        return state.get() == LOST;
    }

    @Override
    public Manifest manifest() {
        return model.manifest();
    }

    @Override
    public Device device() {
        return model.device();
    }

    @Override
    public Map<String, float[]> run(String signature, int rows, Map<String, float[]> inputs) {
        long call = ++calls;
        if (!state.compareAndSet(IDLE, call)) {
            throw tooLate(signature);
        }
        Runnable callOff = watch(call, signature, rows);
        Map<String, float[]> outputs = null;
        RuntimeException failure = null;
        try {
            outputs = model.run(signature, rows, inputs);
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            callOff.run();
        }
        if (!state.compareAndSet(call, IDLE)) {
            throw tooLate(signature);
        }
        if (failure != null) {
            watcher.threw();
            throw failure;
        }
        return outputs;
    }

    @Override
    public void abandon() {
        model.abandon();
    }

    @Override
    public void close() {
        model.close();
    }

    private Runnable watch(long call, String signature, int rows) {
        if (timeoutMs == 0) {
            return NOTHING;
        }
        return clock.schedule(
                clock.nowMs() + timeoutMs,
                () -> {
                    if (state.compareAndSet(call, LOST)) {
                        watcher.hangs(signature, rows);
                    }
                });
    }

    private InferenceException tooLate(String signature) {
        return new InferenceException(
                "A call of '"
                        + signature
                        + "' came or returned after the model was given up for not returning within "
                        + timeoutMs
                        + " ms",
                null);
    }
}
