// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.alarm;

/** Whether the silence of an entity is an alarm. */
public enum AbsentAlarms {
    /** It is. */
    ON,
    /** Nobody is told. */
    OFF
}
