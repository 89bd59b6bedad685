// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.explain;

import dev.sluice.cli.backtest.FirstPassScores;
import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.inference.ModelBackend;
import dev.sluice.stream.feature.FeatureTable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What each value added to the answer of the first pass, in log-odds over those of a typical event,
 * whose values are the medians of the events before.
 *
 * <p>Shapley values by sampled orders (Castro et al., 2009): the values of the event replace the
 * typical ones one after the other, and each is credited with the change that it makes, averaged
 * over {@value #ORDERS} orders and their reverses. So what several values say together is shared
 * among them, and all contributions add up to the whole difference. The orders are always the same:
 * equal events have equal influences.
 */
final class Influences {

    static final int ORDERS = 32;

    private static final long SEED = 1;

    private final FeatureTable events;
    private final int row;
    private final float[] own;
    private final float[] typical;

    private Influences(FeatureTable events, int row) {
        this.events = events;
        this.row = row;
        this.own = events.featuresOf(row);
        this.typical = medians();
    }

    /**
     * What the first pass saw of an event.
     *
     * @param events events in order
     * @param row the event
     * @param names names of the features
     */
    static Sighting of(
            FeatureTable events,
            int row,
            List<String> names,
            ModelBackend firstPass,
            Calibration calibration) {
        return new Influences(events, row).sighting(names, firstPass, calibration);
    }

    private Sighting sighting(List<String> names, ModelBackend firstPass, Calibration calibration) {
        List<int[]> orders = orders(own.length);
        double[] logits = logits(orders, firstPass, calibration);
        double[] influences = new double[own.length];
        int at = 1;
        for (int[] order : orders) {
            double before = logits[0];
            for (int feature : order) {
                influences[feature] += (logits[at] - before) / orders.size();
                before = logits[at++];
            }
        }
        List<SeenValue> values = new ArrayList<>();
        for (int i = 0; i < own.length; i++) {
            values.add(new SeenValue(names.get(i), own[i], influences[i]));
        }
        return new Sighting(values, Calibration.sigmoid(logits[0]), row);
    }

    /** The median of each feature over the events before; of the first event, its own values. */
    private float[] medians() {
        if (row == 0) {
            return own.clone();
        }
        float[] medians = new float[own.length];
        float[] column = new float[row];
        for (int feature = 0; feature < medians.length; feature++) {
            for (int i = 0; i < row; i++) {
                column[i] = events.features()[i * own.length + feature];
            }
            Arrays.sort(column);
            medians[feature] = column[row / 2];
        }
        return medians;
    }

    private static List<int[]> orders(int width) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<int[]> orders = new ArrayList<>();
        for (int i = 0; i < ORDERS; i++) {
            int[] order = new int[width];
            for (int place = 0; place < width; place++) {
                int other = random.nextInt(place + 1);
                order[place] = order[other];
                order[other] = place;
            }
            int[] reverse = new int[width];
            for (int place = 0; place < width; place++) {
                reverse[place] = order[width - 1 - place];
            }
            orders.add(order);
            orders.add(reverse);
        }
        return orders;
    }

    /** Log-odds of the typical event, then of each order those after each of its replacements. */
    private double[] logits(List<int[]> orders, ModelBackend firstPass, Calibration calibration) {
        int rows = 1 + orders.size() * own.length;
        float[] features = new float[rows * own.length];
        System.arraycopy(typical, 0, features, 0, own.length);
        int at = own.length;
        for (int[] order : orders) {
            float[] variant = typical.clone();
            for (int feature : order) {
                variant[feature] = own[feature];
                System.arraycopy(variant, 0, features, at, own.length);
                at += own.length;
            }
        }
        float[] raw = FirstPassScores.of(table(rows, features), firstPass).raw();
        double[] logits = new double[rows];
        for (int i = 0; i < rows; i++) {
            logits[i] = Calibration.logit(calibration.apply(raw[i]));
        }
        return logits;
    }

    private FeatureTable table(int rows, float[] features) {
        String[] ids = new String[rows];
        Arrays.fill(ids, events.ids()[row]);
        return new FeatureTable(
                ids,
                new long[rows],
                new String[rows],
                new long[rows],
                own.length,
                features,
                0,
                new float[0]);
    }
}
