// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.registry;

import java.util.Locale;

/** What a job does about its own schemas in the registry. */
public enum OwnSchemas {
    /** Registers them where they are not. */
    REGISTER,
    /** Expects them to be registered by somebody else. */
    EXPECT;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
