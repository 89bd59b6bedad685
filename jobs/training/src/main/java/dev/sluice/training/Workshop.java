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
 * Trains all networks of a cascade at the same time, one in a thread: the result does not depend on
 * the number of threads.
 */
final class Workshop {

    private final ProgressListener listener;
    private final double from;
    private final double to;
    private final Map<String, Job> jobs = new LinkedHashMap<>();
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

    /** Trains a network; tells how far it is. */
    @FunctionalInterface
    interface Training {
        Map<String, float[]> run(DoubleConsumer progress);
    }

    private record Job(double work, Training training) {}

    /**
     * Adds a network.
     *
     * @param name name of its result
     * @param work how long it takes, in any unit, for the progress
     */
    void add(String name, double work, Training training) {
        jobs.put(name, new Job(work, training));
    }

    /**
     * Trains everything that was added, first come first served.
     *
     * @return weights by the name of the network
     * @throws CancellationException if the thread is interrupted; the others stop soon
     */
    Map<String, Map<String, float[]>> run() {
        double total = jobs.values().stream().mapToDouble(Job::work).sum();
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
            Map<String, Future<Map<String, float[]>>> running = new LinkedHashMap<>();
            jobs.forEach(
                    (name, job) -> {
                        DoubleConsumer progress = progress(job.work() / total);
                        running.put(name, pool.submit(() -> job.training().run(progress)));
                    });
            Map<String, Map<String, float[]>> results = new LinkedHashMap<>();
            for (Map.Entry<String, Future<Map<String, float[]>>> job : running.entrySet()) {
                results.put(job.getKey(), job.getValue().get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Training was interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "A network cannot be trained: " + e.getCause().getMessage(), e.getCause());
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
