// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

/** Labels as a matrix of one column. */
final class Labels {

    static final String NAME = "labels";

    private Labels() {}

    /** 1 for bad rows. */
    static float[] of(TrainingData data) {
        float[] labels = new float[data.rows()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = data.bad()[i] ? 1 : 0;
        }
        return labels;
    }
}
