// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.event.TraceStep;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.gate.Thresholds;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * How far the thinking about a record is: one small object a step, linked to the one before, so
 * that the trace is written only if somebody reads it.
 *
 * @param escalation the record
 * @param thresholds where the outcomes part
 * @param previous the step before; null before the first
 * @param note what happened in the step; null before the first
 * @param passes passes by now
 * @param probability calibrated probability
 * @param low lower end of its interval
 * @param high upper end of its interval
 * @param deviation standard deviation over the passes
 * @param stopReason why the thinking ended, empty while it goes on
 */
record LinkedProgress(
        Escalation escalation,
        Thresholds thresholds,
        LinkedProgress previous,
        Note note,
        int passes,
        double probability,
        double low,
        double high,
        double deviation,
        String stopReason)
        implements Progress {

    /** What a step of a strategy has to tell. */
    @FunctionalInterface
    interface Note {

        /** The step of the trace, from the state before to the state after. */
        TraceStep step(LinkedProgress before, LinkedProgress after);
    }

    /** Before the first pass, the first pass of the cascade is all that is known. */
    static LinkedProgress start(Escalation escalation, Policy policy) {
        Decision.Verdict first = escalation.fallback().verdict();
        return new LinkedProgress(
                escalation,
                policy.thresholds(escalation.scored().event().stake()),
                null,
                null,
                0,
                first.probability(),
                first.low(),
                first.high(),
                0,
                "");
    }

    /** After another step. */
    LinkedProgress then(
            Note next,
            int newPasses,
            double newProbability,
            double newLow,
            double newHigh,
            double newDeviation,
            String newStopReason) {
        return new LinkedProgress(
                escalation,
                thresholds,
                this,
                next,
                newPasses,
                newProbability,
                newLow,
                newHigh,
                newDeviation,
                newStopReason);
    }

    /** The outcome by now. */
    Outcome outcome() {
        return thresholds.outcome(probability);
    }

    @Override
    public List<TraceStep> trace() {
        Deque<LinkedProgress> steps = new ArrayDeque<>();
        for (LinkedProgress at = this; at.previous != null; at = at.previous) {
            steps.push(at);
        }
        List<TraceStep> trace = new ArrayList<>(steps.size() + 2);
        trace.add(Traces.firstPass(escalation));
        for (LinkedProgress step : steps) {
            trace.add(step.note.step(step.previous, step));
        }
        if (!stopReason.isEmpty()) {
            trace.add(Traces.outcome(escalation, this, outcome()));
        }
        return Collections.unmodifiableList(trace);
    }
}
