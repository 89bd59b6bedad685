// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.plumbing;

import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.decisioning.event.ScoredEvent;
import dev.sluice.inference.djl.RecordPredictor;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Scores a record in each asynchronous call, on a pool with a thread and a predictor a core: what a
 * provider of a model server does, without the network.
 */
final class AsyncRecordFunction
        extends RichAsyncFunction<Flow<FeaturizedEvent>, Flow<ScoredEvent>> {

    private static final long serialVersionUID = 1L;
    private static final long CLOSE_SECONDS = 10;

    private final RecordScorers scorers;
    private final ScoreStamp stamp;
    private transient BlockingQueue<RecordScorer> idle;
    private transient ExecutorService pool;

    AsyncRecordFunction(RecordScorers scorers, ScoreStamp stamp) {
        this.scorers = scorers;
        this.stamp = stamp;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        int threads = Runtime.getRuntime().availableProcessors();
        idle = new ArrayBlockingQueue<>(threads);
        for (int i = 0; i < threads; i++) {
            idle.add(scorers.open(RecordPredictor.Setup.TUNED));
        }
        pool =
                Executors.newFixedThreadPool(
                        threads,
                        task -> {
                            Thread thread = new Thread(task, "bench-record-scorer");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    @Override
    public void asyncInvoke(Flow<FeaturizedEvent> flow, ResultFuture<Flow<ScoredEvent>> result) {
        if (flow.isControl()) {
            result.complete(List.of(Flow.control(flow.control())));
        } else {
            pool.execute(() -> score(flow.event(), result));
        }
    }

    @Override
    public void close() throws Exception {
        if (pool != null) {
            pool.shutdownNow();
            pool.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        }
        if (idle != null) {
            idle.forEach(RecordScorer::close);
        }
    }

    private void score(FeaturizedEvent event, ResultFuture<Flow<ScoredEvent>> result) {
        // there are as many as threads
        RecordScorer scorer = idle.remove();
        try {
            long start = System.nanoTime();
            float[] answer = scorer.score(event.features());
            result.complete(List.of(stamp.scored(event, answer, System.nanoTime() - start)));
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        } finally {
            idle.add(scorer);
        }
    }
}
