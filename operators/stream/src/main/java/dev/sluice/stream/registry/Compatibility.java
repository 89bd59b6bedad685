// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.registry;

import java.util.Locale;

/** Which versions of a schema have to be readable with which, as registries name it. */
public enum Compatibility {
    /** Whatever the registry has for the subject, or for all of them. */
    UNCHANGED,
    /** Anything goes. */
    NONE,
    /** The new version reads the one before. */
    BACKWARD,
    /** The new version reads all before. */
    BACKWARD_TRANSITIVE,
    /** The version before reads the new one. */
    FORWARD,
    /** All versions before read the new one. */
    FORWARD_TRANSITIVE,
    /** Both ways with the version before. */
    FULL,
    /** Both ways with all versions before. */
    FULL_TRANSITIVE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
