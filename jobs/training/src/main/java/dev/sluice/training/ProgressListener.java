// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

/** Hears how far a training is; calls come one after the other, from different threads. */
@FunctionalInterface
public interface ProgressListener {

    /** Hears nothing. */
    ProgressListener NONE = (stage, fraction) -> {};

    /**
     * Some more is done.
     *
     * @param stage what is being done, in the order of {@link Stage}
     * @param fraction share of the stage that is done, from 0 to 1, never falling
     */
    void progressed(Stage stage, double fraction);

    /** Part of a training. */
    enum Stage {
        /** Native libraries are unpacked, the first time on a machine. */
        NATIVES,
        /** Networks are trained. */
        NETWORKS,
        /** Models are tried on the held-out rows. */
        CALIBRATION
    }
}
