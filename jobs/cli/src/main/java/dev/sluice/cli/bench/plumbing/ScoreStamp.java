// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.plumbing;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.decisioning.event.ScoredEvent;

import java.io.Serializable;

/**
 * What turns the answer to one record into what the gate takes.
 *
 * @param calibration calibration of the first pass
 * @param version what stands as the version of the model
 */
record ScoreStamp(Calibration calibration, String version) implements Serializable {

    private static final String DEVICE = "cpu";

    Flow<ScoredEvent> scored(FeaturizedEvent event, float[] answer, long nanos) {
        return Flow.event(
                new ScoredEvent(
                        event,
                        answer[0],
                        calibration.apply(answer[0]),
                        answer[1],
                        version,
                        0,
                        nanos / 1000,
                        DEVICE,
                        version));
    }
}
