// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import dev.sluice.decisioning.gate.CostMatrix;
import dev.sluice.decisioning.gate.CostMatrix.Cost;

/** What decisions about card transactions cost, in minor units. */
public final class FraudCosts {

    /**
     * Where nobody says otherwise: a missed fraud costs its amount and a fee of 15.00 for the
     * chargeback; a false block 10.00 for the call of an angry customer and a tenth of the amount
     * in business lost; a review three minutes of an analyst, 3.00.
     */
    public static final CostMatrix DEFAULT =
            new CostMatrix(new Cost(1_500, 1), new Cost(1_000, 0.1), 300);

    private FraudCosts() {}
}
