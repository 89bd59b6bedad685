// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.gate;

import dev.sluice.decisioning.calibration.CalibrationFitter;

/**
 * Share of records that deep would have decided otherwise, among those that were not escalated,
 * with Wilson's interval at 95 %.
 *
 * @param share the share
 * @param low lower end of its interval
 * @param high upper end of its interval
 */
record MissedShare(double share, double low, double high) {

    static MissedShare of(long changed, long records) {
        double[] ends = CalibrationFitter.wilson(changed, records);
        return new MissedShare((double) changed / records, ends[0], ends[1]);
    }
}
