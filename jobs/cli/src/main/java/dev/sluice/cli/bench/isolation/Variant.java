// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.isolation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the deep model does in one run. */
public enum Variant {
    /**
     * Nothing: the gate judges as ever, and its budget is zero. The rate that all others are
     * compared with.
     */
    NO_ESCALATION(Role.BASELINE),
    /**
     * It answers at once and costs next to nothing: what escalation costs where deep keeps up. For
     * comparison; the worst of all is taken over the broken ones.
     */
    INSTANT(Role.REFERENCE),
    /** It is a hundred times too slow, waiting as for a GPU. */
    SLOW(Role.BROKEN),
    /** It throws on each call. */
    THROWS(Role.BROKEN),
    /** It answers NaN in every output. */
    NAN(Role.BROKEN),
    /** It never returns. */
    HANGS(Role.BROKEN);

    /** What a variant is measured for. */
    enum Role {
        BASELINE,
        REFERENCE,
        BROKEN
    }

    private final Role role;

    Variant(Role role) {
        this.role = role;
    }

    /** All but the one that they are compared with. */
    static List<Variant> others() {
        return Arrays.stream(values()).filter(variant -> variant.role != Role.BASELINE).toList();
    }

    Role role() {
        return role;
    }

    /** Name in tables and JSON, kebab-case. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
