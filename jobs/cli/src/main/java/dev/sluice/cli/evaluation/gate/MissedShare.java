// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.gate;

/**
 * Share of records that deep would have decided otherwise, among those that were not escalated,
 * with Wilson's interval at 95 %.
 *
 * @param share the share
 * @param low lower end of its interval
 * @param high upper end of its interval
 */
record MissedShare(double share, double low, double high) {

    private static final double Z = 1.959963984540054;

    static MissedShare of(long changed, long records) {
        double n = records;
        double rate = changed / n;
        double center = rate + Z * Z / (2 * n);
        double half = Z * Math.sqrt(rate * (1 - rate) / n + Z * Z / (4 * n * n));
        double scale = 1 + Z * Z / n;
        return new MissedShare(
                rate, Math.max(0, (center - half) / scale), Math.min(1, (center + half) / scale));
    }
}
