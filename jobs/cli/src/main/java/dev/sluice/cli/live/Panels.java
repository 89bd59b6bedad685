// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.live;

import dev.sluice.cli.live.Panel.Figure;
import dev.sluice.cli.report.Format;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.inference.ValueUnit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Words what was counted, in panels of figures. */
final class Panels {

    private Panels() {}

    /**
     * All panels.
     *
     * @param stake what money is counted in
     */
    static List<Panel> of(FiguresView view, ValueUnit stake) {
        List<Panel> panels = new ArrayList<>();
        panels.add(throughput(view));
        panels.add(outcomes(view.totals()));
        panels.add(deep(view));
        panels.add(GatePanel.of(view));
        panels.addAll(QualityPanels.of(view.quality(), stake));
        return List.copyOf(panels);
    }

    static Figure figure(String id, String name, Format format, double value, String note) {
        return new Figure(id, name, value, format.text(value), note);
    }

    static Figure words(String id, String name, String text, String note) {
        return new Figure(id, name, Double.NaN, text, note);
    }

    static String over(Seconds.Window window) {
        return window.seconds() == 0 ? "" : "over the last " + window.seconds() + " s";
    }

    private static Panel throughput(FiguresView view) {
        Totals.View totals = view.totals();
        List<Figure> figures = new ArrayList<>();
        figures.add(
                figure(
                        "decisions-per-second",
                        "Decisions a second",
                        Format.COUNT,
                        view.lastSeconds().perSecond(),
                        over(view.lastSeconds())));
        figures.add(
                figure(
                        "decisions",
                        "Decisions",
                        Format.COUNT,
                        totals.decisions(),
                        view.activeMs() < 1000
                                ? ""
                                : String.format(
                                        Locale.ROOT,
                                        "%,.0f a second on average, from the first to the last",
                                        totals.decisions() * 1000.0 / view.activeMs())));
        figures.add(figure("dead-letters", "Dead letters", Format.COUNT, view.deadLetters(), ""));
        if (totals.provisional() > 0) {
            figures.add(
                    figure(
                            "provisional",
                            "Provisional answers",
                            Format.COUNT,
                            totals.provisional(),
                            "a decision follows each"));
        }
        if (view.unreadable() > 0) {
            figures.add(
                    figure(
                            "unreadable",
                            "Unreadable records",
                            Format.COUNT,
                            view.unreadable(),
                            "not what their topic is for"));
        }
        figures.add(
                figure(
                        "behind",
                        "Not read yet",
                        Format.COUNT,
                        view.behind(),
                        "records that this page, not the job, has before it"));
        return new Panel("throughput", "Throughput", figures);
    }

    private static Panel outcomes(Totals.View totals) {
        List<Figure> figures = new ArrayList<>();
        for (Outcome outcome : Outcome.values()) {
            double count = totals.of(outcome);
            figures.add(
                    figure(
                            "outcome-" + id(outcome),
                            outcome.name(),
                            Format.COUNT,
                            count,
                            share(count, totals.decisions())));
        }
        return new Panel("outcomes", "Outcomes", figures);
    }

    private static Panel deep(FiguresView view) {
        Totals.View totals = view.totals();
        List<Figure> figures = new ArrayList<>();
        figures.add(
                figure(
                        "escalated-share",
                        "Escalated",
                        Format.PERCENT,
                        totals.escalatedShare(),
                        String.format(
                                Locale.ROOT,
                                "%,d of %,d decisions",
                                totals.escalated(),
                                totals.decisions())));
        figures.add(
                figure(
                        "escalated-share-minute",
                        "Escalated lately",
                        Format.PERCENT,
                        view.lastMinute().escalatedShare(),
                        over(view.lastMinute())));
        figures.add(
                figure(
                        "deep",
                        "Answered by deep",
                        Format.COUNT,
                        totals.of(DecisionSource.DEEP),
                        reasons(totals, DecisionSource.DEEP)));
        figures.add(
                figure(
                        "fallbacks",
                        "Fallbacks",
                        Format.COUNT,
                        totals.of(DecisionSource.FALLBACK),
                        reasons(totals, DecisionSource.FALLBACK)));
        figures.add(
                figure(
                        "passes-per-decision",
                        "Passes per record",
                        Format.SIGNIFICANT,
                        totals.passesPerDecision(),
                        String.format(Locale.ROOT, "%,d deep passes in all", totals.passes())));
        figures.add(
                figure(
                        "passes-per-deep-answer",
                        "Passes per deep answer",
                        Format.SIGNIFICANT,
                        totals.passesPerDeepAnswer(),
                        ""));
        return new Panel("deep", "Deep looks", figures);
    }

    private static String reasons(Totals.View totals, DecisionSource source) {
        String prefix = source + " ";
        return totals.byReason().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(
                        entry ->
                                String.format(
                                        Locale.ROOT,
                                        "%s %,d",
                                        entry.getKey().substring(prefix.length()),
                                        entry.getValue()))
                .reduce((before, next) -> before + ", " + next)
                .orElse("");
    }

    private static String share(double part, long all) {
        return all == 0 ? "" : Format.PERCENT.text(part / all);
    }

    private static String id(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
