// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream;

import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.stream.decision.DecisionStage;

import org.apache.flink.streaming.api.datastream.DataStream;

/** Where decisions and dead letters go. */
public interface CascadeSinks {

    /** Takes the decisions of the first pass; a sink stays chained to the gate. */
    void decisions(DataStream<Decision> decisions);

    /** Takes the decisions of deep, and its fallbacks. */
    void deepDecisions(DataStream<Decision> decisions);

    /** Takes the dead letters of all stages. */
    void deadLetters(DataStream<DeadLetter> deadLetters);

    /** Sinks that write the topics of a configuration. */
    static CascadeSinks kafka(CascadeConfig config) {
        DecisionStage stage = DecisionStage.of(config.kafka(), config.delivery());
        return new CascadeSinks() {
            @Override
            public void decisions(DataStream<Decision> decisions) {
                stage.appendFast(decisions);
            }

            @Override
            public void deepDecisions(DataStream<Decision> decisions) {
                stage.appendDeep(decisions);
            }

            @Override
            public void deadLetters(DataStream<DeadLetter> deadLetters) {
                stage.appendDeadLetters(deadLetters);
            }
        };
    }
}
