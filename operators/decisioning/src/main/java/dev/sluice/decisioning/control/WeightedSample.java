// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.control;

import java.util.Arrays;
import java.util.Comparator;

/** Numbers that stand for many more: a growing sample with a weight each. */
final class WeightedSample {

    private double[] values = new double[256];
    private double[] weights = new double[256];
    private int size;

    void add(double value, double weight) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
            weights = Arrays.copyOf(weights, 2 * size);
        }
        values[size] = value;
        weights[size] = weight;
        size++;
    }

    /**
     * The least of the values such that they and all above together weigh at most a bound; infinite
     * if already the largest weighs more.
     */
    double leastWithin(double bound) {
        Integer[] order = new Integer[size];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -values[i]));
        double least = Double.POSITIVE_INFINITY;
        double above = 0;
        for (int i = 0; i < size; ) {
            double value = values[order[i]];
            while (i < size && values[order[i]] == value) {
                above += weights[order[i]];
                i++;
            }
            if (above > bound) {
                return least;
            }
            least = value;
        }
        return least;
    }
}
