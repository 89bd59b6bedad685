// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.isolation;

import dev.sluice.inference.Device;
import dev.sluice.inference.InferenceException;
import dev.sluice.inference.Manifest;
import dev.sluice.inference.ModelBackend;
import dev.sluice.inference.TensorSpec;
import dev.sluice.stream.model.ModelProvider;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** A real model that behaves as a variant says. */
final class Troubled implements ModelBackend {

    /** An answer far from every threshold, so that thinking ends early. */
    private static final float ANSWER = 0.99f;

    private final ModelBackend model;
    private final Call call;

    /** What becomes of a call. */
    private interface Call {
        Map<String, float[]> run(String signature, int rows, Map<String, float[]> inputs);
    }

    private Troubled(
            ModelBackend model, Variant variant, Duration slowCall, CountDownLatch release) {
        this.model = model;
        this.call =
                switch (variant) {
                    case NO_ESCALATION -> model::run;
                    case INSTANT -> (signature, rows, inputs) -> filled(signature, rows, ANSWER);
                    case SLOW ->
                            (signature, rows, inputs) -> slow(signature, rows, inputs, slowCall);
                    case THROWS ->
                            (signature, rows, inputs) -> {
                                throw new InferenceException("A model that fails, as asked.", null);
                            };
                    case NAN -> (signature, rows, inputs) -> filled(signature, rows, Float.NaN);
                    case HANGS ->
                            (signature, rows, inputs) -> {
                                await(release);
                                throw new InferenceException("A hanging call was released.", null);
                            };
                };
    }

    /**
     * A provider of a model that behaves as a variant says.
     *
     * @param slowCall time of a call of the slow one
     * @param release lets the hanging one return
     */
    static ModelProvider provider(
            ModelProvider model,
            Variant variant,
            Duration slowCall,
            InProcess<CountDownLatch> release) {
        return loader -> {
            CountDownLatch latch = release.get();
            return new Troubled(model.open(loader), variant, slowCall, latch);
        };
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
        return call.run(signature, rows, inputs);
    }

    @Override
    public void close() {
        model.close();
    }

    /** The thread waits as for a device: it takes no processor, and does not listen. */
    private Map<String, float[]> slow(
            String signature, int rows, Map<String, float[]> inputs, Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        Map<String, float[]> outputs = model.run(signature, rows, inputs);
        boolean interrupted = false;
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return outputs;
    }

    /** A device that hangs does not listen. */
    private static void await(CountDownLatch release) {
        boolean interrupted = false;
        while (release.getCount() > 0) {
            try {
                release.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, float[]> filled(String signature, int rows, float value) {
        Map<String, float[]> outputs = new HashMap<>();
        for (TensorSpec output : model.manifest().signature(signature).outputs()) {
            float[] values = new float[rows * output.width()];
            Arrays.fill(values, value);
            outputs.put(output.name(), values);
        }
        return outputs;
    }
}
