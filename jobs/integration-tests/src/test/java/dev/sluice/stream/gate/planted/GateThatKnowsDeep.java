// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.gate.planted;

import dev.sluice.stream.deep.planted.DeepThatKnowsGate;

/** Breaks a rule on purpose. */
public class GateThatKnowsDeep {
    DeepThatKnowsGate deep;
}
