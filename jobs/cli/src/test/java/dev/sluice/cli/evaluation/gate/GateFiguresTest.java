// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.gate;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GateFiguresTest {

    @Test
    void findsTheWindowWithTheMostEscalations() {
        boolean[] escalated = new boolean[30_000];
        // 300 in the first window, then 600 across the border of the second and the third
        for (int i = 0; i < 300; i++) {
            escalated[10 * i] = true;
            escalated[19_000 + 2 * i] = true;
            escalated[20_000 + 2 * i] = true;
        }

        assertThat(GateFold.worstWindow(escalated)).isEqualTo(0.06);
        assertThat(GateFold.worstWindow(new boolean[100])).isZero();
    }

    @Test
    void theGateRecoversItsPromiseWhereAFixedThresholdBreaksIt() {
        GateReport.Promise promise = DriftingStream.promise(102);

        assertThat(promise.low()).isLessThanOrEqualTo(promise.alpha());
        assertThat(promise.fixedThreshold()).isGreaterThan(2 * promise.alpha());
        assertThat(promise.recoveryEvents()).hasSize(2).allMatch(events -> events < 50_000);
    }
}
