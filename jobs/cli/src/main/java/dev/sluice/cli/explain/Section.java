// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.explain;

import java.util.List;

/**
 * A part of a story.
 *
 * @param title what it tells
 * @param lines sentences; one that begins with spaces belongs to the one before
 */
public record Section(String title, List<String> lines) {

    /** Copies the lines. */
    public Section {
        lines = List.copyOf(lines);
    }
}
