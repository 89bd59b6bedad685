// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.gate;

import dev.sluice.cli.evaluation.Figure;

import java.io.PrintWriter;
import java.util.Locale;

/** The report on the gate as people read it. */
public final class GateText {

    /** Minor units of a unit of money. */
    private static final double MINOR = 100;

    private GateText() {}

    /** Prints a report. */
    public static void print(GateReport report, PrintWriter out) {
        line(out, "folds: %s", String.join(", ", report.folds()));
        GateReport.Budget budget = report.budget();
        line(
                out,
                "budget %.1f %%: realised %.2f %% (least %.2f), worst window %.2f %%, in a burst"
                        + " %.2f %%",
                100 * budget.target(),
                100 * budget.realised().mean(),
                100 * budget.leastRealised(),
                100 * budget.worstWindow(),
                100 * budget.burstWorstWindow());
        line(
                out,
                "AP: first pass %s, deep on all %s",
                figure(report.firstPass().ap()),
                figure(report.deepOnAll().ap()));
        line(
                out,
                "%8s %18s %18s %22s %22s",
                "share",
                "AP",
                "CP@100",
                "cost a fold, by value",
                "by uncertainty");
        for (GateReport.Point point : report.frontier()) {
            line(
                    out,
                    "%7.1f%% %18s %18s %,13.2f ±%8.2f %,13.2f ±%8.2f",
                    100 * point.share(),
                    figure(point.ap()),
                    figure(point.cp100()),
                    point.money().mean() / MINOR,
                    point.money().spread() / MINOR,
                    point.uncertaintyMoney().mean() / MINOR,
                    point.uncertaintyMoney().spread() / MINOR);
        }
        GateReport.Money money = report.money();
        line(
                out,
                "cost of all folds at %.1f %%: never %,.2f, uncertainty gate %,.2f, value gate %,.2f, always %,.2f; the"
                        + " value gate saves %.2f times what the uncertainty gate does (by fold %s)",
                100 * money.share(),
                money.never() / MINOR,
                money.uncertaintyGate() / MINOR,
                money.valueGate() / MINOR,
                money.always() / MINOR,
                (money.never() - money.valueGate()) / (money.never() - money.uncertaintyGate()),
                figure(report.moneyGain()));
        for (GateReport.Promise promise : report.promise()) {
            line(
                    out,
                    "promise on %s: at most %.4f, measured %.4f (%.4f to %.4f), escalated %.2f %%,"
                            + " fixed threshold %.4f, recovered after %s",
                    promise.stream(),
                    promise.alpha(),
                    promise.measured(),
                    promise.low(),
                    promise.high(),
                    100 * promise.escalatedShare(),
                    promise.fixedThreshold(),
                    promise.recoveryEvents());
        }
        line(
                out,
                "calibration: ECE %s, slope %s, Brier skill %s",
                figure(report.calibration().ece()),
                figure(report.calibration().slope()),
                figure(report.calibration().brierSkill()));
        out.flush();
    }

    private static String figure(Figure figure) {
        return String.format(Locale.ROOT, "%.4f ±%.4f", figure.mean(), figure.spread());
    }

    private static void line(PrintWriter out, String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
