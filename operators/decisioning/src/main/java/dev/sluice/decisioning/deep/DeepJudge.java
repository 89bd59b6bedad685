// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.inference.ModelBackend;

import java.util.Arrays;
import java.util.List;

/** Decides records that are all there: what a {@link DeepEngine} is where nothing streams. */
public final class DeepJudge {

    private DeepJudge() {}

    /** Hears of the batches that a model runs. */
    @FunctionalInterface
    public interface Calls {

        /** The model ran a batch, which took so long. */
        void ran(String signature, int rows, long nanos);
    }

    /**
     * Decides records on the caller's thread, with full batches and no deadline.
     *
     * <p>Nobody waits here, so nothing falls back because the model fails: its exception is thrown.
     *
     * @return one decision a record, in the order of the records; equal to what the stream decides,
     *     apart from the timings
     */
    public static List<Decision> judgeAll(
            ModelBackend model, Policy policy, DeepConfig config, List<Escalation> escalations) {
        return judgeAll(model, policy, config, escalations, (signature, rows, nanos) -> {});
    }

    /**
     * The same for one who wants to know what it takes.
     *
     * @param calls hears of each batch, on the caller's thread
     */
    public static List<Decision> judgeAll(
            ModelBackend model,
            Policy policy,
            DeepConfig config,
            List<Escalation> escalations,
            Calls calls) {
        Decision[] decided = new Decision[escalations.size()];
        DeepEngine<Integer> engine =
                new DeepEngine<>(
                        model, policy, config, new Recorder(decided, calls), System::nanoTime);
        int next = 0;
        while (next < decided.length || !engine.isIdle()) {
            while (next < decided.length && engine.hasPlace()) {
                engine.admit(next, escalations.get(next), 0);
                next++;
            }
            engine.turn();
        }
        return Arrays.asList(decided);
    }

    /** The client of {@link #judgeAll}. */
    private static final class Recorder implements DeepEngine.Client<Integer> {

        private final Decision[] decided;
        private final Calls calls;

        Recorder(Decision[] decided, Calls calls) {
            this.decided = decided;
            this.calls = calls;
        }

        @Override
        public boolean wants(Integer ticket) {
            return true;
        }

        @Override
        public void progressed(Integer ticket, Progress progress) {}

        @Override
        public void decided(Integer ticket, Decision decision) {
            decided[ticket] = decision;
        }

        @Override
        public void ran(String signature, int rows, long nanos) {
            calls.ran(signature, rows, nanos);
        }

        @Override
        public void made() {}

        @Override
        public void madeNothing() {}

        @Override
        public void failed(String what, Exception cause) {
            if (cause instanceof RuntimeException failure) {
                throw failure;
            }
        }
    }
}
