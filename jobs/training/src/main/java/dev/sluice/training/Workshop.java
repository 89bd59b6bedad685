// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import dev.sluice.training.ProgressListener.Stage;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleConsumer;

/**
 * Trains several models at the same time, one in a thread: the result does not depend on the number
 * of threads.
 *
 * @param <R> what a training gives: weights of a network, trees
 */
final class Workshop<R> {

    private final ProgressListener listener;
    private final double from;
    private final double to;
    private final Map<String, Job<R>> jobs = new LinkedHashMap<>();
    private double done;

    Workshop(ProgressListener listener) {
        this(listener, 0, 1);
    }

    /** A workshop that does a part of all training: progress goes from one share to another. */
    Workshop(ProgressListener listener, double from, double to) {
        this.listener = listener;
        this.from = from;
        this.to = to;
    }

    /** Trains a model; tells how far it is. */
    @FunctionalInterface
    interface Training<R> {
        R run(DoubleConsumer progress);
    }

    private record Job<R>(double work, Training<R> training) {}

    /**
     * Adds a model.
     *
     * @param name name of its result
     * @param work how long it takes, in any unit, for the progress
     */
    void add(String name, double work, Training<R> training) {
        jobs.put(name, new Job<>(work, training));
    }

    /**
     * Trains everything that was added, first come first served.
     *
     * @return results by name
     * @throws CancellationException if the thread is interrupted; the others stop soon
     */
    Map<String, R> run() {
        double total = jobs.values().stream().mapToDouble(job -> job.work()).sum();
        int threads = Math.min(jobs.size(), Runtime.getRuntime().availableProcessors());
        AtomicInteger number = new AtomicInteger();
        ExecutorService pool =
                Executors.newFixedThreadPool(
                        threads,
                        task -> {
                            Thread thread =
                                    new Thread(task, "sluice-training-" + number.incrementAndGet());
                            thread.setDaemon(true);
                            return thread;
                        });
        try {
            Map<String, Future<R>> running = new LinkedHashMap<>();
            jobs.forEach(
                    (name, job) -> {
                        DoubleConsumer progress = progress(job.work() / total);
                        running.put(name, pool.submit(() -> job.training().run(progress)));
                    });
            Map<String, R> results = new LinkedHashMap<>();
            for (Map.Entry<String, Future<R>> job : running.entrySet()) {
                results.put(job.getKey(), job.getValue().get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Training was interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "A model cannot be trained: " + e.getCause().getMessage(), e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    /** Turns the progress of one network into that of all. */
    private DoubleConsumer progress(double share) {
        double[] before = new double[1];
        return fraction -> {
            report(share * (fraction - before[0]));
            before[0] = fraction;
        };
    }

    private synchronized void report(double more) {
        done = Math.min(1, done + more);
        listener.progressed(Stage.NETWORKS, from + (to - from) * done);
    }
}
