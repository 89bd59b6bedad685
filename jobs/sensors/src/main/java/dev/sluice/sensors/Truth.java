// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors;

/** What is known about a reading. */
public enum Truth {
    /** Nothing was wrong, or nobody knows of anything. */
    ORDINARY,
    /** A fault was beginning: what has to be noticed. */
    FAULTY,
    /** A fault went on: neither ordinary nor news. */
    LINGERING
}
