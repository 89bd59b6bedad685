// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.stream.feature.FeatureConfig;
import dev.sluice.stream.feature.LastFeatureStage;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** The keyed stage of sensors: one, for all that matters of a reading is its sensor's own past. */
public final class SensorFeatureStages {

    /** Uid of the sensor stage; it counts repeated readings, and what follows chains to it. */
    public static final String SENSOR_UID = "sensor-features";

    private SensorFeatureStages() {}

    /**
     * Appends the stage.
     *
     * @param events readings, with watermarks
     * @param control control messages
     * @param config order, repeats, retention
     */
    public static SingleOutputStreamOperator<Flow<FeaturizedEvent>> append(
            DataStream<Reading> events, DataStream<ControlMessage> control, FeatureConfig config) {
        return LastFeatureStage.of(
                        SENSOR_UID, new SensorFeatureFunction(), SensorFeatures.INPUTS, config)
                .droppingRepeats()
                .append(events, control);
    }
}
