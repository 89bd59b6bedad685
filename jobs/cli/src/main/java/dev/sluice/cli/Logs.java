// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

/** Where the engines log to; the terminal belongs to the command. */
final class Logs {

    private Logs() {}

    static String file() {
        return System.getProperty(
                "sluice.log",
                System.getProperty("java.io.tmpdir")
                        + "/sluice-"
                        + System.getProperty("user.name")
                        + ".log");
    }
}
