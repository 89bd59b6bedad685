// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.gate.planted;

import dev.sluice.schema.Decision;

/** Breaks a rule on purpose. */
public class AvroInTheGate {
    Decision decision;
}
