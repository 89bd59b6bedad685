// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep.planted;

import dev.sluice.stream.gate.planted.GateThatKnowsDeep;

/** Breaks a rule on purpose. */
public class DeepThatKnowsGate {
    GateThatKnowsDeep gate;
}
