// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.plumbing;

import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.decisioning.event.ScoredEvent;
import dev.sluice.inference.djl.RecordPredictor;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Scores a record in {@code map}: what people write first. */
final class PerRecordFunction extends RichMapFunction<Flow<FeaturizedEvent>, Flow<ScoredEvent>> {

    private static final long serialVersionUID = 1L;

    private final RecordScorers scorers;
    private final RecordPredictor.Setup setup;
    private final ScoreStamp stamp;
    private transient RecordScorer scorer;

    PerRecordFunction(RecordScorers scorers, RecordPredictor.Setup setup, ScoreStamp stamp) {
        this.scorers = scorers;
        this.setup = setup;
        this.stamp = stamp;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        scorer = scorers.open(setup);
    }

    @Override
    public Flow<ScoredEvent> map(Flow<FeaturizedEvent> flow) {
        if (flow.isControl()) {
            return Flow.control(flow.control());
        }
        long start = System.nanoTime();
        float[] answer = scorer.score(flow.event().features());
        return stamp.scored(flow.event(), answer, System.nanoTime() - start);
    }

    @Override
    public void close() {
        if (scorer != null) {
            scorer.close();
        }
    }
}
