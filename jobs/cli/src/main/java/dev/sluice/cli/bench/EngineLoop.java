// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench;

import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.deep.DeepEngine;
import dev.sluice.decisioning.deep.DeepSignatures;
import dev.sluice.decisioning.deep.Progress;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.inference.ModelBackend;

import java.util.List;

/**
 * One engine that thinks about the same records again and again, is always full, and counts what it
 * does.
 */
public final class EngineLoop {

    private final List<Escalation> escalations;
    private final DeepEngine<Integer> engine;
    private final int most;
    private int next;
    private long passes;
    private long decided;

    /** A loop over records; the model stays its owner's to close. */
    public EngineLoop(
            ModelBackend model, Policy policy, DeepConfig config, List<Escalation> escalations) {
        this(model, policy, config, escalations, config.recordsInFlight());
    }

    /** A loop that has fewer records in flight than the engine has places for. */
    public EngineLoop(
            ModelBackend model,
            Policy policy,
            DeepConfig config,
            List<Escalation> escalations,
            int most) {
        this.escalations = escalations;
        this.most = most;
        this.engine = new DeepEngine<>(model, policy, config, new Counter(), System::nanoTime);
    }

    /** Rows that went through the stochastic head so far. */
    public long passes() {
        return passes;
    }

    /** Goes on until so many passes are made since the beginning, or a batch more. */
    public void runToPasses(long wanted) {
        while (passes < wanted) {
            turn();
        }
    }

    /** Goes on until so many more records are decided, or a batch more; returns how many. */
    public long decide(long wanted) {
        long before = decided;
        while (decided < before + wanted) {
            turn();
        }
        return decided - before;
    }

    private void turn() {
        while (engine.inFlight() < most) {
            engine.admit(next, escalations.get(next), 0);
            next = (next + 1) % escalations.size();
        }
        engine.turn();
    }

    private final class Counter implements DeepEngine.Client<Integer> {

        @Override
        public boolean wants(Integer ticket) {
            return true;
        }

        @Override
        public void progressed(Integer ticket, Progress progress) {}

        @Override
        public void decided(Integer ticket, Decision decision) {
            decided++;
        }

        @Override
        public void ran(String signature, int rows, long nanos) {
            if (signature.equals(DeepSignatures.PASS)) {
                passes += rows;
            }
        }

        /** What fails makes no passes: the loop would never end. */
        @Override
        public void made() {}

        @Override
        public void madeNothing() {}

        @Override
        public void failed(String what, Exception cause) {
            throw new IllegalStateException(
                    "The deep model failed in '" + what + "'; see the cause", cause);
        }
    }
}
