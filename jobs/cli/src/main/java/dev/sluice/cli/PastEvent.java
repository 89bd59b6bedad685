// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.demo.Shipment;
import dev.sluice.cli.explain.Party;

import java.util.List;

/** One event of the past. */
interface PastEvent {

    /** Its id, as in its decision. */
    String id();

    /** When it happened, milliseconds since the epoch. */
    long timeMs();

    /** Who took part in it, besides its entity. */
    List<Party> parties();

    /** What is known of it by now, in one sentence or two; the empty string if nothing is. */
    String hindsight();

    /** The event and what became known with it, as a producer sends them. */
    Shipment shipment();
}
