// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.live;

import dev.sluice.cli.live.Panel.Figure;
import dev.sluice.cli.report.Format;
import dev.sluice.decisioning.gate.BudgetConfig;
import dev.sluice.decisioning.gate.GateMode;
import dev.sluice.decisioning.gate.GateTuning;
import dev.sluice.decisioning.gate.PromiseStanding;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Price and budget: what a deep look has to be worth, and what may be spent on them. */
final class GatePanel {

    private GatePanel() {}

    static Panel of(FiguresView view) {
        Optional<GateTuning> tuning = view.gate().tuning();
        List<Figure> figures = new ArrayList<>();
        figures.add(
                Panels.figure(
                        "price",
                        "Price",
                        Format.SIGNIFICANT,
                        view.price(),
                        "in the last decision"
                                + tuning.map(GateTuning::price)
                                        .map(Format.SIGNIFICANT::text)
                                        .map(issued -> "; issued last: " + issued)
                                        .orElse("")));
        budget(view, figures);
        figures.add(
                Panels.words(
                        "promise",
                        "Promise",
                        promise(tuning.map(GateTuning::standing).orElse(PromiseStanding.UNKNOWN)),
                        ""));
        figures.add(
                Panels.words(
                        "gate-mode",
                        "Gate",
                        view.gate().mode() == GateMode.ON ? "on" : "off",
                        view.gate().mode() == GateMode.ON ? "" : "nothing is escalated"));
        if (!view.policy().isEmpty()) {
            figures.add(Panels.words("policy", "Policy", view.policy(), "in the last decision"));
        }
        return new Panel("gate", "Price and budget", figures);
    }

    private static void budget(FiguresView view, List<Figure> figures) {
        if (view.gate().budget().isEmpty()) {
            figures.add(
                    Panels.words(
                            "budget", "Budget", "not known", "the policy cannot be read here"));
            return;
        }
        BudgetConfig budget = view.gate().budget().get();
        double factor = view.gate().tuning().map(GateTuning::budgetFactor).orElse(1.0);
        figures.add(
                new Figure(
                        "budget",
                        "Budget",
                        budget.amount(),
                        amount(budget),
                        factor == 1
                                ? ""
                                : Format.PERCENT.text(factor)
                                        + " of it may be spent while the job catches up"));
        figures.add(
                Panels.figure(
                        "budget-spent",
                        "Spent of it",
                        Format.PERCENT,
                        spent(budget, view.lastMinute()),
                        Panels.over(view.lastMinute())));
    }

    private static String amount(BudgetConfig budget) {
        return switch (budget.unit()) {
            case EVENTS -> Format.PERCENT.text(budget.amount()) + " of the events";
            case PASSES -> Format.SIGNIFICANT.text(budget.amount()) + " passes a second";
            case DEVICE_MILLIS ->
                    Format.SIGNIFICANT.text(budget.amount()) + " ms of the device a second";
        };
    }

    /** What was spent, as a share of the whole budget; NaN if nothing was decided. */
    static double spent(BudgetConfig budget, Seconds.Window window) {
        if (window.decisions() == 0) {
            return Double.NaN;
        }
        double spent =
                switch (budget.unit()) {
                    case EVENTS -> window.escalatedShare();
                    case PASSES -> window.passes() / (double) window.seconds();
                    case DEVICE_MILLIS -> window.deviceMicros() / 1000.0 / window.seconds();
                };
        return budget.amount() == 0 && spent == 0 ? 0 : spent / budget.amount();
    }

    private static String promise(PromiseStanding standing) {
        return switch (standing) {
            case KEPT -> "kept";
            case BROKEN -> "broken";
            case UNKNOWN -> "not known yet";
        };
    }
}
