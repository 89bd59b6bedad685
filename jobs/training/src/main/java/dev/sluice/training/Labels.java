// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

/** Labels as a matrix of one column. */
final class Labels {

    static final String NAME = "labels";

    private Labels() {}

    /** Log-odds of a bad row, kept off 0 and 1. */
    static double prior(TrainingData data) {
        int bad = data.badRows();
        return Math.log((bad + 1.0) / (data.rows() - bad + 1.0));
    }

    /** 1 for bad rows. */
    static float[] of(TrainingData data) {
        float[] labels = new float[data.rows()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = data.bad()[i] ? 1 : 0;
        }
        return labels;
    }
}
