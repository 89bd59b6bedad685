// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.deep;

import dev.sluice.decisioning.deep.BadOutputException;
import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.deep.DeepDecisions;
import dev.sluice.decisioning.deep.Deliberation;
import dev.sluice.decisioning.deep.StepInputs;
import dev.sluice.decisioning.deep.StepOutputs;
import dev.sluice.decisioning.deep.Strategy;
import dev.sluice.decisioning.deep.ThinkingConfig;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.inference.ModelBackend;

import java.util.List;
import java.util.function.Consumer;

/**
 * What a batch is without a scheduler: some records go in together, and the next ones wait until
 * the slowest of them is decided.
 *
 * <p>All records of a batch are at the same step. Not thread-safe.
 */
final class StaticBatches {

    /** What becomes of the rows of a record that is decided while others of its batch are not. */
    enum Shape {
        /** They stay in the batch and take passes that nobody reads: a loop over whole matrices. */
        KEPT,
        /** They are left out, and the batch shrinks. */
        SHRINKING
    }

    private static final Decision.Timings NO_TIMINGS = new Decision.Timings(0, 0, 0, 0);

    private final ModelBackend model;
    private final Strategy strategy;
    private final DeepDecisions decisions;
    private final int maxRows;
    private final int together;

    /** Batches over a workload, each of as many records as an engine has in flight. */
    StaticBatches(DeepWorkload workload, DeepConfig config, int maxRows) {
        ThinkingConfig thinking = config.thinking();
        this.model = workload.model();
        this.strategy = thinking.strategy().bind(model.manifest(), workload.policy(), thinking);
        this.decisions = new DeepDecisions(model, workload.policy(), strategy);
        this.maxRows = maxRows;
        this.together = config.recordsInFlight();
    }

    /** Decides records. */
    void decide(List<Escalation> escalations, Shape shape, Consumer<Decision> decided) {
        for (int from = 0; from < escalations.size(); from += together) {
            int to = Math.min(escalations.size(), from + together);
            batch(escalations.subList(from, to), shape, decided);
        }
    }

    private void batch(List<Escalation> escalations, Shape shape, Consumer<Decision> decided) {
        List<Deliberation> all = escalations.stream().map(strategy::begin).toList();
        List<Deliberation> open = all;
        while (!open.isEmpty()) {
            turn(shape == Shape.KEPT ? all : open, open.get(0).signature());
            open = open.stream().filter(each -> !each.ended()).toList();
        }
        for (int i = 0; i < all.size(); i++) {
            decided.accept(decisions.deep(escalations.get(i), all.get(i).progress(), NO_TIMINGS));
        }
    }

    /** Moves all records on by one step, in as many calls as their rows need. */
    private void turn(List<Deliberation> records, String signature) {
        int stride = 0;
        for (Deliberation each : records) {
            stride = Math.max(stride, each.ended() ? 0 : each.rows());
        }
        int inACall = Math.max(1, maxRows / stride);
        for (int from = 0; from < records.size(); from += inACall) {
            int to = Math.min(records.size(), from + inACall);
            call(records.subList(from, to), signature, stride);
        }
    }

    private void call(List<Deliberation> batch, String signature, int stride) {
        StepInputs inputs =
                new StepInputs(model.manifest().signature(signature), batch.size() * stride);
        for (int i = 0; i < batch.size(); i++) {
            // who is decided but still there gets new masks too; one whose passes are spent, none
            if (batch.get(i).rows() > 0) {
                batch.get(i).write(inputs, i * stride);
            }
        }
        StepOutputs outputs =
                new StepOutputs(model.run(signature, batch.size() * stride, inputs.arrays()));
        for (int i = 0; i < batch.size(); i++) {
            if (!batch.get(i).ended()) {
                read(batch.get(i), outputs, i * stride);
            }
        }
    }

    private static void read(Deliberation deliberation, StepOutputs outputs, int row) {
        try {
            deliberation.read(outputs, row);
        } catch (BadOutputException e) {
            throw new IllegalStateException(e);
        }
    }
}
