// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.firstpass;

import dev.sluice.decisioning.release.ModelFigures;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

import java.util.function.Function;

/** What the first pass counts; for the thread of the task only. */
final class FirstPassMetrics {

    private final Counter batches;
    private final Counter scored;
    private final Counter refused;
    private final Counter inferenceMicros;

    private final Counter rows;
    private final Counter waitMicros;

    FirstPassMetrics(MetricGroup group, FirstPassModels models) {
        this.rows = group.counter("firstPassBatchRows");
        this.waitMicros = group.counter("firstPassBatchWaitMicros");
        this.batches = group.counter("firstPassBatches");
        this.scored = group.counter("scoredRecords");
        this.refused = group.counter("firstPassDeadLetters");
        this.inferenceMicros = group.counter("firstPassInferenceMicros");
        group.gauge("firstPassModel", () -> models.live().version());
        group.gauge("firstPassModelsLoaded", models::loaded);
        MetricGroup trial = group.addGroup("trial", "first-pass");
        figure(trial, "trialRecords", models, ModelFigures::records);
        figure(trial, "trialErrors", models, ModelFigures::errors);
        figure(trial, "trialBadOutputs", models, ModelFigures::badOutputs);
        figure(trial, "trialDisagreement", models, ModelFigures::disagreement);
        figure(trial, "trialMeanDifference", models, ModelFigures::meanDifference);
        figure(trial, "trialProbabilityRatio", models, ModelFigures::probabilityRatio);
        figure(trial, "trialLatencyRatio", models, ModelFigures::latencyRatio);
    }

    void batch(int batchRows, long oldestWaitedMicros, long micros) {
        batches.inc();
        waitMicros.inc(oldestWaitedMicros);
        rows.inc(batchRows);
        inferenceMicros.inc(micros);
    }

    void scored() {
        scored.inc();
    }

    void refused() {
        refused.inc();
    }

    /** Of the version on trial, as long as there is one. */
    private static void figure(
            MetricGroup group,
            String name,
            FirstPassModels models,
            Function<ModelFigures, Number> figure) {
        group.gauge(
                name,
                () -> {
                    FirstPassModels.Tried tried = models.tried();
                    return figure.apply(tried == null ? ModelFigures.NONE : tried.sum().figures());
                });
    }
}
