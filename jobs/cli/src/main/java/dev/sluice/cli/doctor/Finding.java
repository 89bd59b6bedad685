// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.doctor;

/**
 * What a check found.
 *
 * @param check what was looked at
 * @param level how bad it is
 * @param found what was found
 * @param mend what to do about it, empty if nothing
 */
public record Finding(String check, Level level, String found, String mend) {

    /** How bad a finding is. */
    public enum Level {
        OK,
        WARN,
        FAIL
    }

    static Finding ok(String check, String found) {
        return new Finding(check, Level.OK, found, "");
    }

    static Finding warn(String check, String found, String mend) {
        return new Finding(check, Level.WARN, found, mend);
    }

    static Finding fail(String check, String found, String mend) {
        return new Finding(check, Level.FAIL, found, mend);
    }
}
