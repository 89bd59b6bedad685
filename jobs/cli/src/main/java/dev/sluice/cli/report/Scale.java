// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.report;

/** How values are laid out along an axis. */
public enum Scale {
    /** In proportion. */
    LINEAR,
    /** By the square root: more room for small shares, and zero has a place. */
    SQRT,
    /** By the logarithm; zero has no place. */
    LOG;

    double place(double value) {
        return switch (this) {
            case LINEAR -> value;
            case SQRT -> Math.sqrt(Math.max(0, value));
            case LOG -> Math.log(value);
        };
    }
}
