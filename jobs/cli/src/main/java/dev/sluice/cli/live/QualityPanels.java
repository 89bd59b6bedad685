// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.live;

import dev.sluice.cli.live.Panel.Figure;
import dev.sluice.cli.report.Format;
import dev.sluice.decisioning.quality.Quality;
import dev.sluice.inference.ValueUnit;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** How good the decisions were, as far as labels say. */
final class QualityPanels {

    private QualityPanels() {}

    static List<Panel> of(List<Quality> windows, ValueUnit stake) {
        if (windows.isEmpty()) {
            return List.of(
                    new Panel(
                            "quality",
                            "Quality",
                            List.of(
                                    Panels.words(
                                            "quality-none",
                                            "Labels",
                                            "none yet",
                                            "figures come when labels meet decisions"))));
        }
        return windows.stream().map(window -> of(window, stake)).toList();
    }

    private static Panel of(Quality window, ValueUnit stake) {
        boolean isFinal = window.state() == Quality.State.FINAL;
        String id = isFinal ? "quality-final" : "quality-young";
        Quality.Scores scores = window.decided();
        Quality.Money money = window.money();
        List<Figure> figures =
                List.of(
                        Panels.figure(
                                id + "-decisions",
                                "Decisions",
                                Format.COUNT,
                                window.decisions(),
                                String.format(Locale.ROOT, "estimated from %,d", window.records())),
                        Panels.figure(
                                id + "-settled",
                                "With a label, or past waiting",
                                Format.PERCENT,
                                window.rates().settled(),
                                ""),
                        Panels.figure(
                                id + "-precision",
                                "Precision",
                                Format.PERCENT,
                                scores.precision(),
                                "of the flagged were bad"),
                        Panels.figure(
                                id + "-recall",
                                "Recall",
                                Format.PERCENT,
                                scores.recall(),
                                "of the bad were flagged"),
                        Panels.figure(
                                id + "-ece",
                                "Calibration error",
                                Format.SCORE,
                                scores.ece(),
                                "first pass alone: " + Format.SCORE.text(window.firstPass().ece())),
                        new Figure(
                                id + "-cost",
                                "Cost",
                                money.cost(),
                                stake.text(money.cost()),
                                "first pass alone: " + stake.text(money.firstPass())));
        return new Panel(
                id,
                "Quality of "
                        + time(window.windowStartMs())
                        + " to "
                        + time(window.windowEndMs())
                        + (isFinal ? "" : ", so far"),
                figures);
    }

    /** A day where it is the start of one. */
    private static String time(long timeMs) {
        return Instant.ofEpochMilli(timeMs).toString().replace("T00:00:00Z", "");
    }
}
