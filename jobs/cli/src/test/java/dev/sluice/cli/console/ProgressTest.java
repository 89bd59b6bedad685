// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.console;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void printsOneLineAStageWhereThereIsNoTerminal() {
        try (Progress progress = new Progress(out, Progress.Style.PLAIN)) {
            for (int i = 0; i <= 100; i++) {
                progress.bar("training", i / 100.0);
            }
            progress.bar("calibrating", 0);
        }

        assertThat(text().lines()).containsExactly("training ...", "calibrating ...");
    }

    @Test
    void redrawsOneLineOnATerminalAndEndsItBeforeTheNext() {
        try (Progress progress = new Progress(out, Progress.Style.LIVE)) {
            progress.bar("training", 0);
            progress.bar("training", 1);
            progress.note("done");
        }

        assertThat(text()).startsWith("\rtraining").contains("100 %").endsWith("\ndone\n");
        assertThat(text().lines().filter(line -> line.contains("done"))).containsExactly("done");
    }

    @Test
    void leavesNothingOfALongerLineBehind() {
        try (Progress progress = new Progress(out, Progress.Style.LIVE)) {
            progress.bar("a", 0);
            progress.line("b", "long line");
            progress.bar("c", 1);
        }

        assertThat(text()).contains("\rlong line\n");
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
