// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.label;

import dev.sluice.decisioning.quality.Quality;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The figures of the latest window, final and provisional apart: gauges under {@code
 * quality.<state>}, NaN until there are any.
 */
final class QualityMetrics {

    private final Map<Quality.State, Quality> latest = new EnumMap<>(Quality.State.class);
    private final Counter records;

    QualityMetrics(MetricGroup group) {
        records = group.counter("qualityRecords");
        for (Quality.State state : Quality.State.values()) {
            MetricGroup figures = group.addGroup("quality", state.name().toLowerCase(Locale.ROOT));
            gauge(figures, state, "windowStart", Quality::windowStartMs);
            gauge(figures, state, "decisions", Quality::decisions);
            gauge(figures, state, "precision", quality -> quality.decided().precision());
            gauge(figures, state, "recall", quality -> quality.decided().recall());
            gauge(figures, state, "caught", quality -> quality.decided().caught());
            gauge(figures, state, "calibrationError", quality -> quality.decided().ece());
            gauge(figures, state, "brier", quality -> quality.decided().brier());
            gauge(figures, state, "predictedRate", quality -> quality.decided().predicted());
            gauge(figures, state, "observedRate", quality -> quality.decided().observed());
            gauge(
                    figures,
                    state,
                    "firstPassCalibrationError",
                    quality -> quality.firstPass().ece());
            gauge(figures, state, "settledShare", quality -> quality.rates().settled());
            gauge(figures, state, "escalatedShare", quality -> quality.rates().escalated());
            gauge(figures, state, "cost", quality -> quality.money().cost());
            gauge(figures, state, "firstPassCost", quality -> quality.money().firstPass());
            gauge(figures, state, "clearAllCost", quality -> quality.money().clearAll());
            gauge(figures, state, "savedByDeep", quality -> quality.money().savedByDeep());
            gauge(figures, state, "lostByDeep", quality -> quality.money().lostByDeep());
        }
    }

    void written(Quality quality) {
        records.inc();
        Quality before = latest.get(quality.state());
        if (before == null || before.windowStartMs() <= quality.windowStartMs()) {
            latest.put(quality.state(), quality);
        }
    }

    private void gauge(
            MetricGroup group, Quality.State state, String name, ToDoubleFunction<Quality> figure) {
        group.gauge(
                name,
                () -> {
                    Quality quality = latest.get(state);
                    return quality == null ? Double.NaN : figure.applyAsDouble(quality);
                });
    }
}
