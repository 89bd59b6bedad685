// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.model;

import dev.sluice.decisioning.release.ModelStatus;
import dev.sluice.decisioning.release.ShadowScore;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/** The side outputs through which stages tell what becomes of versions of their models. */
public final class ModelStatuses {

    /** What happened to a version. */
    public static final OutputTag<ModelStatus> TAG =
            new OutputTag<>("model-status", TypeInformation.of(ModelStatus.class));

    /** What a version on trial says of a record. */
    public static final OutputTag<ShadowScore> SHADOW =
            new OutputTag<>("shadow-scores", TypeInformation.of(ShadowScore.class));

    private ModelStatuses() {}

    /** What a stage tells. */
    public static DataStream<ModelStatus> of(SingleOutputStreamOperator<?> stage) {
        return stage.getSideOutput(TAG);
    }

    /** What trials of a stage say. */
    public static DataStream<ShadowScore> shadows(SingleOutputStreamOperator<?> stage) {
        return stage.getSideOutput(SHADOW);
    }
}
