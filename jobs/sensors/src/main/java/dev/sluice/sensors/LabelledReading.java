// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors;

import java.util.Optional;

/**
 * A reading with the truth about it, as history files and simulators have it.
 *
 * @param reading the reading
 * @param truth what is known about it
 * @param fault what was wrong with its sensor then, or until then; empty if nothing, or if nobody
 *     knows what
 */
public record LabelledReading(Reading reading, Truth truth, Optional<KnownFault> fault) {

    /** A reading with which nothing is wrong. */
    public static LabelledReading ordinary(Reading reading) {
        return new LabelledReading(reading, Truth.ORDINARY, Optional.empty());
    }

    /** A reading of a fault of unknown kind. */
    public static LabelledReading anomalous(Reading reading) {
        return new LabelledReading(reading, Truth.FAULTY, Optional.empty());
    }

    /** A reading of a fault. */
    public static LabelledReading of(Reading reading, Truth truth, FaultKind kind) {
        return of(reading, truth, KnownFault.of(kind));
    }

    /** A reading of a fault. */
    public static LabelledReading of(Reading reading, Truth truth, KnownFault fault) {
        return new LabelledReading(reading, truth, Optional.of(fault));
    }

    /** The first reading after a silence, with which nothing is wrong. */
    public static LabelledReading afterSilence(Reading reading) {
        return of(reading, Truth.ORDINARY, KnownFault.SILENCE);
    }

    /** What models call its fault, if there is one that a reading shows and its kind is known. */
    public Optional<FaultKind> kind() {
        return fault.flatMap(KnownFault::kind);
    }

    /** Whether something was wrong. */
    public boolean isAnomalous() {
        return truth != Truth.ORDINARY;
    }
}
