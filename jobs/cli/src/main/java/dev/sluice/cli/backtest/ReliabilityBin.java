// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.backtest;

import dev.sluice.decisioning.calibration.CalibrationFitter;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of the events that were given similar probabilities.
 *
 * @param from lower end of the probabilities, inclusive
 * @param to upper end, exclusive but for 1
 * @param events events in between
 * @param bad bad ones among them
 * @param predicted mean of their probabilities
 * @param observed share of bad ones
 * @param low lower end of the interval of that share, 95 %
 * @param high upper end
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ReliabilityBin(
        double from,
        double to,
        int events,
        int bad,
        double predicted,
        double observed,
        double low,
        double high) {

    /** Most events are improbable: the bins are narrow at the low end. */
    private static final double[] EDGES = {
        0, 0.01, 0.03, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1
    };

    /** The bins that hold events, in ascending order. */
    public static List<ReliabilityBin> of(double[] probabilities, boolean[] bad) {
        int[] events = new int[EDGES.length - 1];
        int[] bads = new int[EDGES.length - 1];
        double[] sums = new double[EDGES.length - 1];
        for (int i = 0; i < probabilities.length; i++) {
            int bin = bin(probabilities[i]);
            events[bin]++;
            bads[bin] += bad[i] ? 1 : 0;
            sums[bin] += probabilities[i];
        }
        List<ReliabilityBin> bins = new ArrayList<>();
        for (int bin = 0; bin < events.length; bin++) {
            if (events[bin] > 0) {
                double[] interval = CalibrationFitter.wilson(bads[bin], events[bin]);
                bins.add(
                        new ReliabilityBin(
                                EDGES[bin],
                                EDGES[bin + 1],
                                events[bin],
                                bads[bin],
                                sums[bin] / events[bin],
                                (double) bads[bin] / events[bin],
                                interval[0],
                                interval[1]));
            }
        }
        return bins;
    }

    private static int bin(double probability) {
        int bin = 0;
        while (bin < EDGES.length - 2 && probability >= EDGES[bin + 1]) {
            bin++;
        }
        return bin;
    }
}
