// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.live;

import java.util.List;

/**
 * Figures that belong together.
 *
 * @param id name of the panel within the page
 * @param title what they are about
 * @param figures the figures
 */
record Panel(String id, String title, List<Figure> figures) {

    /**
     * A figure.
     *
     * @param id name of the figure within the page
     * @param name what it is
     * @param value the exact number; NaN if it is none
     * @param text how a person reads it
     * @param note what to hold it against, or the empty string
     */
    record Figure(String id, String name, double value, String text, String note) {}

    /** Copies the list. */
    Panel {
        figures = List.copyOf(figures);
    }
}
