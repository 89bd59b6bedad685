// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.live;

import dev.sluice.decisioning.gate.BudgetConfig;
import dev.sluice.decisioning.gate.GateMode;
import dev.sluice.decisioning.gate.GateTuning;
import dev.sluice.decisioning.gate.PromiseStanding;

import org.junit.jupiter.api.Test;

import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class GateStandingTest {

    private static final BudgetConfig FIRST = BudgetConfig.ofEvents(0.05);
    private static final BudgetConfig SECOND = BudgetConfig.ofEvents(0.1);

    private final GateStanding gate = new GateStanding();

    @Test
    void isWhatTheJobStartsWithUntilSomethingIsPublished() {
        gate.policy(SECOND, 5);
        gate.initial(GateMode.OFF, Optional.of(FIRST));

        assertThat(gate.view())
                .isEqualTo(
                        new GateStanding.View(GateMode.OFF, Optional.of(SECOND), Optional.empty()));
    }

    @Test
    void takesOfEachKindWhatWasIssuedLastWhicheverComesFirst() {
        gate.mode(GateMode.OFF, 20);
        gate.mode(GateMode.ON, 10);
        gate.policy(SECOND, 20);
        gate.policy(FIRST, 10);
        gate.tuning(tuning(2), 40);
        gate.tuning(tuning(1), 30);

        assertThat(gate.view())
                .isEqualTo(
                        new GateStanding.View(
                                GateMode.OFF, Optional.of(SECOND), Optional.of(tuning(2))));
    }

    @Test
    void leavesATuningThatIsOlderThanThePolicy() {
        gate.tuning(tuning(1), 30);
        gate.policy(FIRST, 31);

        assertThat(gate.view().tuning()).isEmpty();

        gate.tuning(tuning(2), 31);

        assertThat(gate.view().tuning()).contains(tuning(2));
    }

    private static GateTuning tuning(double price) {
        return new GateTuning(price, 0.1, 4, 2, 1, PromiseStanding.KEPT);
    }
}
