// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors;

import dev.sluice.decisioning.gate.CostMatrix;
import dev.sluice.decisioning.gate.CostMatrix.Cost;

/** What decisions about readings cost, in hundredths of a call-out. */
public final class SensorCosts {

    /**
     * Where nobody says otherwise: a missed fault costs ten call-outs, an alarm for nothing three,
     * a look at the chart half of one.
     */
    public static final CostMatrix DEFAULT =
            new CostMatrix(new Cost(1_000, 0), new Cost(300, 0), 50);

    private SensorCosts() {}
}
