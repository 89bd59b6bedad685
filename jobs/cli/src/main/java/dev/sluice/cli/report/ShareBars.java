// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.report;

import java.util.List;

/**
 * What wholes are made of: a bar each, all of the same length.
 *
 * @param title what it shows
 * @param description what there is to see
 * @param parts names of the parts
 * @param bars the wholes
 */
public record ShareBars(String title, String description, List<String> parts, List<Bar> bars)
        implements Chart {

    /**
     * A whole.
     *
     * @param label its name
     * @param counts size of each part
     */
    public record Bar(String label, List<Double> counts) {

        /** Copies the counts. */
        public Bar {
            counts = List.copyOf(counts);
        }

        double total() {
            return counts.stream().mapToDouble(Double::doubleValue).sum();
        }
    }

    /** Copies the lists. */
    public ShareBars {
        parts = List.copyOf(parts);
        bars = List.copyOf(bars);
    }
}
