// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import dev.sluice.decisioning.window.LateLabels;
import dev.sluice.decisioning.window.Positives;
import dev.sluice.decisioning.window.WindowNode;

/** Keyed state of a terminal; public with plain fields so that Flink stores it field by field. */
public final class TerminalState {

    /** Transactions as counts, their frauds as sums. */
    public WindowNode windows = new WindowNode();

    /** Labels that came late. */
    public LateLabels late = new LateLabels();

    /** Its last known frauds. */
    public Positives frauds = new Positives();

    /** A terminal never seen before. */
    public TerminalState() {}
}
