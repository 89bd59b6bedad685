// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.nab;

import java.util.List;

/** The table that the benchmark publishes: numenta/NAB, README of version 1.1. */
public final class NabPublished {

    /** Best first. */
    public static final List<NabRow> TABLE =
            List.of(
                    row("ARTime", 74.9, 65.1, 80.4),
                    row("Numenta HTM, best seed", 70.5, 62.6, 75.2),
                    row("CAD OSE", 69.9, 67.0, 73.2),
                    row("Numenta HTM, worst seed", 69.7, 61.7, 74.2),
                    row("earthgecko Skyline", 58.2, 46.2, 63.9),
                    row("KNN-CAD", 58.0, 43.4, 64.8),
                    row("relative entropy", 54.6, 47.6, 58.8),
                    row("random cut forest", 51.7, 38.4, 59.7),
                    row("Twitter ADVec", 47.1, 33.6, 53.5),
                    row("windowed Gaussian", 39.6, 20.9, 47.4),
                    row("random", 11.0, 1.2, 19.5));

    private NabPublished() {}

    private static NabRow row(String name, double standard, double lowFp, double lowFn) {
        return new NabRow(name, standard, lowFp, lowFn, Double.NaN);
    }
}
