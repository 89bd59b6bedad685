// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.planted;

import dev.sluice.stream.deadletter.DeadLetters;

/** Breaks a rule on purpose. */
public class StreamInARule {
    Object tag = DeadLetters.TAG;
}
