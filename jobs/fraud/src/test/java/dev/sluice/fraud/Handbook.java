// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import dev.sluice.testing.PublicData;

import java.nio.file.Path;

/** The handbook's transactions; tests that need them are skipped where they are absent. */
final class Handbook {

    private Handbook() {}

    static Path transactions() {
        return PublicData.find("handbook/transactions.csv.gz");
    }
}
