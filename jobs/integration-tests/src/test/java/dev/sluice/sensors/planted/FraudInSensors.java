// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors.planted;

import dev.sluice.fraud.CardTransaction;

/** Breaks a rule on purpose. */
public class FraudInSensors {
    CardTransaction transaction;
}
