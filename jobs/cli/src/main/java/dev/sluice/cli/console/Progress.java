// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.console;

import java.io.PrintStream;
import java.util.Locale;

/**
 * One live line on a terminal; a plain line a stage where the output is no terminal.
 *
 * <p>Not thread-safe.
 */
public final class Progress implements AutoCloseable {

    private static final int WIDTH = 28;
    private static final long REDRAW_NANOS = 100_000_000L;

    private final PrintStream out;
    private final Style style;
    private String stage = "";
    private long drawnAt;
    private int drawnLength;

    /** How progress is shown. */
    public enum Style {
        LIVE,
        PLAIN
    }

    public Progress(PrintStream out, Style style) {
        this.out = out;
        this.style = style;
    }

    /** Live on a terminal, plain elsewhere; always on standard error. */
    public static Progress ofTerminal() {
        return new Progress(System.err, System.console() == null ? Style.PLAIN : Style.LIVE);
    }

    /** Shows how far a stage is, 0 to 1. */
    public void bar(String newStage, double fraction) {
        boolean begins = !newStage.equals(stage);
        enter(newStage);
        if (style == Style.PLAIN) {
            if (begins) {
                out.println(newStage + " ...");
            }
            return;
        }
        double share = Math.min(1, Math.max(0, fraction));
        int filled = (int) Math.round(share * WIDTH);
        draw(
                String.format(
                        Locale.ROOT,
                        "%-34s [%s%s] %3.0f %%",
                        newStage,
                        "#".repeat(filled),
                        ".".repeat(WIDTH - filled),
                        share * 100),
                begins || share >= 1);
    }

    /**
     * Shows a line that replaces itself; where there is no terminal, at most one in five seconds.
     */
    public void line(String newStage, String text) {
        boolean begins = !newStage.equals(stage);
        enter(newStage);
        if (style == Style.LIVE) {
            draw(text, begins);
        } else if (begins || System.nanoTime() - drawnAt > 50 * REDRAW_NANOS) {
            drawnAt = System.nanoTime();
            out.println(text);
        }
    }

    /** Prints a line that stays. */
    public void note(String text) {
        enter("");
        out.println(text);
    }

    /** Ends the live line. */
    @Override
    public void close() {
        enter("");
        out.flush();
    }

    private void enter(String newStage) {
        if (!newStage.equals(stage)) {
            if (style == Style.LIVE && drawnLength > 0) {
                out.println();
                drawnLength = 0;
            }
            stage = newStage;
        }
    }

    private void draw(String text, boolean now) {
        long time = System.nanoTime();
        if (!now && time - drawnAt < REDRAW_NANOS) {
            return;
        }
        drawnAt = time;
        String blank = " ".repeat(Math.max(0, drawnLength - text.length()));
        out.print("\r" + text + blank);
        out.flush();
        drawnLength = text.length();
    }
}
