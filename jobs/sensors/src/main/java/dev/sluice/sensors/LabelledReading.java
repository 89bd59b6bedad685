// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors;

import java.util.Optional;

/**
 * A reading with the truth about it, as history files and simulators have it.
 *
 * @param reading the reading
 * @param truth what is known about it
 * @param kind the fault, if there is one and its kind is known
 */
public record LabelledReading(Reading reading, Truth truth, Optional<FaultKind> kind) {

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
        return new LabelledReading(reading, truth, Optional.of(kind));
    }

    /** Whether something was wrong. */
    public boolean isAnomalous() {
        return truth != Truth.ORDINARY;
    }
}
