// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

/** Refusals of settings, all in one form: key, value, what was expected. */
final class OptionCheck {

    private OptionCheck() {}

    static void require(boolean holds, String key, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(key + " is " + value + "; expected " + expected);
        }
    }
}
