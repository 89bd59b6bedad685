// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.faults;

import java.time.Duration;

/**
 * What became of a run.
 *
 * @param kind what went wrong
 * @param seed seed of the run
 * @param mode what was promised
 * @param ledger the account
 * @param unkeyed the account of a consumer that ignores the key
 * @param aborted decisions that only a reader of uncommitted records sees
 * @param different decisions that are not those of an undisturbed run; 0 where that is not promised
 * @param restores how often a job went back to a checkpoint or began at one
 * @param deadLetters records that were refused
 * @param silence longest time without a decision
 * @param wall time that the run took
 */
record Outcome(
        FaultKind kind,
        long seed,
        Mode mode,
        Ledger ledger,
        Ledger unkeyed,
        int aborted,
        int different,
        int restores,
        long deadLetters,
        Duration silence,
        Duration wall) {

    /** Decisions that came again. */
    int repeated() {
        return unkeyed.decisions() - ledger.decisions();
    }

    boolean isGood() {
        return ledger.isBalanced()
                && different == 0
                && deadLetters == 0
                // a fault that nobody noticed proves nothing
                && (restores > 0 || !kind.goesBack());
    }

    @Override
    public String toString() {
        return kind
                + ", seed "
                + seed
                + " ("
                + mode
                + "): "
                + ledger
                + "; repeated "
                + repeated()
                + ", aborted "
                + aborted
                + ", different "
                + different
                + ", restores "
                + restores
                + ", dead letters "
                + deadLetters
                + ", longest silence "
                + silence.toMillis()
                + " ms, took "
                + wall.toMillis()
                + " ms";
    }
}
