// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.live;

import dev.sluice.cli.explain.Case;

/**
 * How identifiers are shown: the one place through which every decision comes to the page.
 *
 * <p>It is asked once for each decision, in their order, from one thread at a time.
 */
@FunctionalInterface
public interface Identifiers {

    /** As they are on the topic. */
    Identifiers AS_DECIDED = told -> told;

    /** The same case as it may be shown. */
    Case shown(Case told);
}
