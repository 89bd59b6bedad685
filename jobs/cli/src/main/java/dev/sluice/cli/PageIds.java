// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.explain.Masks;
import dev.sluice.cli.explain.Words;
import dev.sluice.cli.live.Identifiers;
import dev.sluice.decisioning.privacy.LoggedIdentifiers;

import picocli.CommandLine.Option;

/** How the live page shows the ids of events and entities. */
final class PageIds {

    private enum Shown {
        /** As they are on the topics. */
        PLAIN,
        /** As they are in logs. */
        LOGGED
    }

    @Option(
            names = "--ui-ids",
            paramLabel = "HOW",
            defaultValue = "plain",
            description =
                    "How the page shows ids of events and entities: plain, as they are on the"
                            + " topics (the default), or logged, as they are in logs"
                            + " (SLUICE_LOG_IDENTIFIERS: keyed hashes if it is not set).")
    private Shown shown;

    /** What stands for the ids of a case. */
    Identifiers of(Words words) {
        return switch (shown) {
            case PLAIN -> Identifiers.AS_DECIDED;
            case LOGGED -> Masks.by(words, LoggedIdentifiers::of)::of;
        };
    }
}
