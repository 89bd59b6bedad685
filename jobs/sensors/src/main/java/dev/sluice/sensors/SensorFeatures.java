// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors;

import dev.sluice.decisioning.series.LastBlocks;
import dev.sluice.decisioning.series.SeriesProfile;
import dev.sluice.inference.ModelInputs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the sensor models see: how the most surprising channel stands to its own past, how the
 * channels stand to each other, and that channel's last 64, 256 and 1,024 readings.
 *
 * <p>Nothing depends on the unit of a sensor, so one model serves all of them, whatever they
 * measure and however many channels they have.
 */
public final class SensorFeatures {

    /** Figures of one channel. */
    static final int SERIES = SeriesProfile.names().size();

    /** What a reading with nothing special about it is worth: all sensors alike. */
    static final long STAKE = 100;

    /** How long a sensor is remembered that says nothing. */
    static final Duration RETENTION = Duration.ofDays(90);

    /** How far back the features of a reading depend on anything worth telling. */
    public static final Duration LOOK_BACK = RETENTION;

    private static final List<String> JOINT =
            List.of(
                    "channels",
                    "missing_share",
                    "deviating_share",
                    "joint_surprise",
                    "apart",
                    "apart_tail");

    /** Features, context channels and rows, in order. */
    public static final ModelInputs INPUTS =
            new ModelInputs(
                    "sensors",
                    names(),
                    List.of("mean", "lowest", "highest", "window"),
                    LastBlocks.WINDOWS * LastBlocks.BLOCKS,
                    LastBlocks.WINDOWS,
                    FaultKind.explanations());

    private SensorFeatures() {}

    private static List<String> names() {
        List<String> names = new ArrayList<>(SeriesProfile.names());
        names.addAll(JOINT);
        return names;
    }
}
