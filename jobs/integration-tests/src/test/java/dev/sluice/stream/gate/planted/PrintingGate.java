// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.gate.planted;

/** Breaks a rule on purpose. */
public class PrintingGate {
    void print() {
        System.out.println("planted");
    }
}
