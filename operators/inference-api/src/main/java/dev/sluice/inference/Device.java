// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference;

import java.util.Objects;

/**
 * Where a model runs: results are promised equal to the bit only for equal devices.
 *
 * @param kind processor or accelerator
 * @param natives build of the native library, such as {@code tensorflow-2.16.1-linux-x86_64}
 */
public record Device(Kind kind, String natives) {

    /** Kind of a device. */
    public enum Kind {
        CPU,
        GPU
    }

    /** Refuses missing parts. */
    public Device {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(natives, "natives");
    }

    /** The kind in lower case, as ledgers and metrics spell it. */
    public String label() {
        return kind == Kind.CPU ? "cpu" : "gpu";
    }
}
