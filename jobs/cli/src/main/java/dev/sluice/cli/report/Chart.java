// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.report;

/** A picture of numbers. */
public sealed interface Chart permits LineChart, Histogram, ShareBars {

    /** What it shows, as a heading. */
    String title();

    /** What there is to see, for those who cannot see it. */
    String description();
}
