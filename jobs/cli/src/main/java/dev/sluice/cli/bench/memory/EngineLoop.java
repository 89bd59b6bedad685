// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.memory;

import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.deep.DeepEngine;
import dev.sluice.decisioning.deep.DeepSignatures;
import dev.sluice.decisioning.deep.Progress;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.inference.ModelBackend;

import java.util.List;

/** One engine that thinks about the same records again and again, and counts its passes. */
final class EngineLoop {

    private final List<Escalation> escalations;
    private final DeepEngine<Integer> engine;
    private int next;
    private long passes;

    EngineLoop(ModelBackend model, Policy policy, DeepConfig config, List<Escalation> escalations) {
        this.escalations = escalations;
        this.engine = new DeepEngine<>(model, policy, config, new Counter(), System::nanoTime);
    }

    /** Rows that went through the stochastic head so far. */
    long passes() {
        return passes;
    }

    /** Goes on until so many passes are made, or a batch more. */
    void runTo(long wanted) {
        while (passes < wanted) {
            while (engine.hasPlace()) {
                engine.admit(next, escalations.get(next), 0);
                next = (next + 1) % escalations.size();
            }
            engine.turn();
        }
    }

    private final class Counter implements DeepEngine.Client<Integer> {

        @Override
        public boolean wants(Integer ticket) {
            return true;
        }

        @Override
        public void progressed(Integer ticket, Progress progress) {}

        @Override
        public void decided(Integer ticket, Decision decision) {}

        @Override
        public void ran(String signature, int rows, long nanos) {
            if (signature.equals(DeepSignatures.PASS)) {
                passes += rows;
            }
        }

        /** What fails makes no passes: the loop would never end. */
        @Override
        public void failed(String what, Exception cause) {
            throw new IllegalStateException(
                    "The deep model failed in '" + what + "'; see the cause", cause);
        }
    }
}
