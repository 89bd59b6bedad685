// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What was wrong with a sensor, as files and simulations know it: finer than models tell apart. */
public enum KnownFault {
    /** Single values, or many single ones, far from the others. */
    SPIKE(FaultKind.SPIKE),
    /** A level that was not there before. */
    SHIFT(FaultKind.SHIFT),
    /** A level that creeps away. */
    DRIFT(FaultKind.DRIFT),
    /** Values that scatter more than they did. */
    NOISE(FaultKind.NOISE),
    /** The same value again and again. */
    STUCK(FaultKind.STUCK),
    /** A habit of another shape, or at another time of day. */
    PATTERN(FaultKind.PATTERN),
    /** A habit that is faster or slower than it was. */
    FREQUENCY(FaultKind.PATTERN),
    /** A channel that no longer goes with the others. */
    APART(FaultKind.APART),
    /** No readings: told at the reading that ends it, with which nothing needs to be wrong. */
    SILENCE;

    private static final String EXPECTED =
            Arrays.stream(values()).map(KnownFault::key).collect(Collectors.joining(", "));

    private final Optional<FaultKind> kind;

    KnownFault() {
        this.kind = Optional.empty();
    }

    KnownFault(FaultKind kind) {
        this.kind = Optional.of(kind);
    }

    /** Name in files and tables, in small letters. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What models call it; nothing for what no reading shows. */
    public Optional<FaultKind> kind() {
        return kind;
    }

    /** The fault of a name; empty if there is none. */
    static Optional<KnownFault> of(String key) {
        return Arrays.stream(values()).filter(fault -> fault.key().equals(key)).findFirst();
    }

    /** The names that there are. */
    static String expected() {
        return EXPECTED;
    }

    /** The fault that models call so, where nothing more is known. */
    static KnownFault of(FaultKind kind) {
        return valueOf(kind.name());
    }
}
