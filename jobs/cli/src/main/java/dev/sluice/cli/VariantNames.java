// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.bench.plumbing.Variant;

import java.util.Arrays;
import java.util.List;

/** Variants as an option names them. */
final class VariantNames {

    private VariantNames() {}

    /**
     * The variants with names, in the order of the bench.
     *
     * @throws UsageException if there is none with a name
     */
    static List<Variant> of(List<String> names) {
        try {
            List<Variant> wanted = names.stream().map(Variant::of).toList();
            return Arrays.stream(Variant.values()).filter(wanted::contains).toList();
        } catch (IllegalArgumentException e) {
            throw new UsageException("--variants: " + e.getMessage(), e);
        }
    }
}
