// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.gate;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GateShareTest {

    private static final double[] VALUES = {5, 1, 10, 2, 9, 3, 8, 4, 7, 6};

    private static final GateConfig GATE =
            new GateConfig(
                    GateObjective.COST,
                    ChanceModel.PRIOR,
                    42,
                    0.999,
                    new BudgetConfig(BudgetUnit.PASSES, 7, 0.25, 0.25),
                    new PromiseConfig(0.01, 0.5, AuditSampling.NONE));

    @Test
    void fitsThePriceToWhatIsLeftForValuableRecords() {
        // Half of 0.6 is for novel records and audits: three of ten are above the price.
        GateConfig gate = GateFitter.forShare(GATE, VALUES, 0.6);

        assertThat(gate.price()).isEqualTo(7);
        assertThat(gate.budget()).isEqualTo(new BudgetConfig(BudgetUnit.EVENTS, 0.6, 0.25, 0.25));
    }

    @Test
    void keepsAllButPriceAndBudget() {
        GateConfig gate = GateFitter.forShare(GATE, VALUES, 0.6);

        assertThat(gate.objective()).isEqualTo(GATE.objective());
        assertThat(gate.chance()).isEqualTo(GATE.chance());
        assertThat(gate.novelty()).isEqualTo(GATE.novelty());
        assertThat(gate.promise()).isEqualTo(GATE.promise());
    }

    @Test
    void isFreeIfEverythingMayBeEscalated() {
        assertThat(GateFitter.forShare(GATE, VALUES, 1).price()).isZero();
    }

    @Test
    void isDearestIfNothingMayBe() {
        assertThat(GateFitter.forShare(GATE, VALUES, 0).price()).isEqualTo(10);
    }
}
