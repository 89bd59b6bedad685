// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.nab;

import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class NabReportTest {

    private static final NabRow FIRST = new NabRow("first-pass", 50, 40, 60, 0);
    private static final NabRow CASCADE = new NabRow("cascade", 70.125, 60, 75, 0.0625);

    @Test
    void isAboutTheCascade() {
        NabReport report = NabReport.of(List.of(FIRST, CASCADE));

        assertThat(report.profiles()).isEqualTo(new NabReport.Profiles(70.125, 60, 75));
        assertThat(report.escalatedShare()).isEqualTo(0.0625);
    }

    @Test
    void saysNothingOfACascadeThatDidNotRun() {
        NabReport report = NabReport.of(List.of(FIRST));

        assertThat(report.profiles()).isNull();
        assertThat(report.escalatedShare()).isNaN();
    }

    @Test
    void isPrintedBesideThePublishedTable() {
        StringWriter text = new StringWriter();
        NabText.print(
                new NabCorpus(List.of(), null, null, null),
                NabReport.of(List.of(CASCADE)),
                new PrintWriter(text));

        assertThat(text.toString().lines())
                .anyMatch(line -> line.matches("cascade +70\\.13 +60\\.00 +75\\.00 +6\\.25%"))
                .anyMatch(line -> line.matches("ARTime \\* +74\\.9 +65\\.1 +80\\.4"));
    }
}
