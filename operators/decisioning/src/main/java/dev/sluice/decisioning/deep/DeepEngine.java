// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.inference.ModelBackend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Thinks about many records at once: one batch a signature and turn, formed over all records in
 * flight, whatever their step. A record leaves the moment it is decided, and its place is free.
 *
 * <p>Every record that was admitted and is still wanted ends with exactly one decision: deep, or
 * the fallback if the model throws, also on half the batch ({@code MODEL_ERROR}), or answers
 * nonsense ({@code BAD_OUTPUT}). Each is judged to its end under the policy that it was admitted
 * with. Apart from its timings, a decision depends on the record, the model and the policy alone.
 * Knows no thread: whoever calls {@link #turn()} gives it his. Not thread-safe.
 *
 * @param <T> ticket that a record is known by to the outside
 */
public final class DeepEngine<T> {

    /**
     * Who handed the records in. Called from {@link #admit} and {@link #turn()}, and must not call
     * back.
     *
     * @param <T> ticket
     */
    public interface Client<T> {

        /** Whether a record still waits for its decision; if not, it leaves without one. */
        boolean wants(T ticket);

        /** A record made a step and goes on. */
        void progressed(T ticket, Progress progress);

        /** A record is decided, and has left. */
        void decided(T ticket, Decision decision);

        /** The model ran a batch, successfully or not; a retry counts as another one. */
        void ran(String signature, int rows, long nanos);

        /** Something went wrong that the decisions of the records concerned will only name. */
        void failed(String what, Exception cause);

        /** A batch led to the verdict on at least one of its records: the model works. */
        void made();

        /** A batch ran, and what it gave was no answer to any of its records. */
        void madeNothing();
    }

    /** Hears of the batches that a model runs. */
    @FunctionalInterface
    public interface Calls {

        /** The model ran a batch, which took so long. */
        void ran(String signature, int rows, long nanos);
    }

    /** Versions of the policy that are kept bound to the model; more are bound again. */
    private static final int BOUND = 8;

    private final ModelBackend model;
    private final DeepConfig config;
    private final Function<Escalation, Policy> policies;
    private final Map<Policy, Bound> bound = new IdentityHashMap<>();
    private final DeepDecisions decisions;
    private final Client<T> client;
    private final LongSupplier nanoTime;
    private final int batchRows;
    private final int places;
    private final List<Seat<T>> seats;
    private final Map<String, Batch<T>> batches = new LinkedHashMap<>();

    /**
     * An engine over an opened model, which stays the caller's to close.
     *
     * @param nanoTime clock of the timings
     * @throws IllegalArgumentException if the model does not fit the strategy
     */
    public DeepEngine(
            ModelBackend model,
            Policy policy,
            DeepConfig config,
            Client<T> client,
            LongSupplier nanoTime) {
        this(model, policy, escalation -> policy, config, client, nanoTime);
    }

    /**
     * An engine that judges each record under a policy of its own.
     *
     * @param policy the policy to begin with
     * @param policies the policy for a record; the same object for the same version, and one that
     *     fits the model
     * @throws IllegalArgumentException if the model does not fit the strategy
     */
    public DeepEngine(
            ModelBackend model,
            Policy policy,
            Function<Escalation, Policy> policies,
            DeepConfig config,
            Client<T> client,
            LongSupplier nanoTime) {
        this.model = model;
        this.config = config;
        this.policies = policies;
        Bound first = bound(policy);
        this.decisions = first.decisions();
        this.client = client;
        this.nanoTime = nanoTime;
        this.batchRows =
                Math.max(
                        first.strategy().maxStepRows(),
                        Math.min(config.maxBatchRows(), model.manifest().maxRows()));
        this.places = config.recordsInFlight();
        this.seats = new ArrayList<>();
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

    /** How fallbacks and deep decisions of this engine are written. */
    public DeepDecisions decisions() {
        return decisions;
    }

    /** Most records in flight at a time: {@link DeepConfig#recordsInFlight()}. */
    public int places() {
        return places;
    }

    /** Whether one more record may be admitted. */
    public boolean hasPlace() {
        return seats.size() < places;
    }

    /** Whether no record is in flight. */
    public boolean isIdle() {
        return seats.isEmpty();
    }

    /** Number of records in flight. */
    public int inFlight() {
        return seats.size();
    }

    /**
     * Takes a record in. One that the model cannot read is decided at once, as {@code MODEL_ERROR}.
     *
     * @param queuedNanos how long it waited for its place
     * @throws IllegalStateException if there is no place
     */
    public void admit(T ticket, Escalation escalation, long queuedNanos) {
        if (!hasPlace()) {
            throw new IllegalStateException(
                    "All " + places + " places are taken; ask hasPlace() first");
        }
        Bound under;
        Deliberation deliberation;
        try {
            under = bound(policies.apply(escalation));
            deliberation = under.strategy().begin(escalation);
        } catch (RuntimeException e) {
            client.failed("begin", e);
            client.decided(
                    ticket,
                    DeepDecisions.fallback(
                            escalation,
                            DecisionReason.MODEL_ERROR,
                            DeepDecisions.timings(escalation, queuedNanos / 1000, 0, 0, 0)));
            return;
        }
        seats.add(
                new Seat<>(
                        ticket,
                        escalation,
                        under.decisions(),
                        deliberation,
                        queuedNanos,
                        nanoTime.getAsLong()));
    }

    /** Moves every record in flight on by one step, and drops those that nobody wants any more. */
    public void turn() {
        for (Seat<T> seat : seats) {
            if (!client.wants(seat.ticket)) {
                seat.left = true;
                continue;
            }
            Batch<T> batch = batch(seat.deliberation.signature());
            if (!batch.fits(seat)) {
                run(batch);
            }
            batch.add(seat);
        }
        for (Batch<T> batch : batches.values()) {
            run(batch);
        }
        seats.removeIf(seat -> seat.left);
    }

    /** Decides everything in flight as a fallback, and empties the engine. */
    public void abandon(DecisionReason reason) {
        for (Seat<T> seat : seats) {
            decide(seat, reason);
        }
        seats.clear();
    }

    private Bound bound(Policy policy) {
        Bound known = bound.get(policy);
        if (known != null) {
            return known;
        }
        if (bound.size() == BOUND) {
            bound.clear();
        }
        Strategy strategy =
                config.thinking().strategy().bind(model.manifest(), policy, config.thinking());
        Bound fresh = new Bound(strategy, new DeepDecisions(model, policy, strategy));
        bound.put(policy, fresh);
        return fresh;
    }

    private Batch<T> batch(String signature) {
        Batch<T> batch = batches.get(signature);
        if (batch == null) {
            batch =
                    new Batch<>(
                            signature,
                            new StepInputs(model.manifest().signature(signature), batchRows),
                            batchRows);
            batches.put(signature, batch);
        }
        return batch;
    }

    private void run(Batch<T> batch) {
        if (batch.rows == 0) {
            return;
        }
        StepOutputs outputs = call(batch);
        if (outputs == null) {
            retryInHalves(batch);
        } else {
            answerAll(batch, outputs);
        }
        batch.clear();
    }

    /** A batch that is too much for the device may go in halves; each is tried once. */
    private void retryInHalves(Batch<T> batch) {
        List<Seat<T>> all = List.copyOf(batch.seats);
        int half = (all.size() + 1) / 2;
        for (List<Seat<T>> part : List.of(all.subList(0, half), all.subList(half, all.size()))) {
            if (part.isEmpty()) {
                continue;
            }
            batch.clear();
            part.forEach(batch::add);
            StepOutputs outputs = call(batch);
            if (outputs == null) {
                part.forEach(seat -> decide(seat, DecisionReason.MODEL_ERROR));
            } else {
                answerAll(batch, outputs);
            }
        }
    }

    /** Runs a batch; null if the model throws. */
    private StepOutputs call(Batch<T> batch) {
        StepOutputs outputs = null;
        long start = nanoTime.getAsLong();
        try {
            outputs =
                    new StepOutputs(model.run(batch.signature, batch.rows, batch.inputs.arrays()));
        } catch (RuntimeException e) {
            client.failed(batch.signature, e);
        }
        long nanos = nanoTime.getAsLong() - start;
        client.ran(batch.signature, batch.rows, nanos);
        for (Seat<T> seat : batch.seats) {
            seat.inferenceNanos += nanos;
            seat.deviceNanos += nanos * seat.deliberation.rows() / batch.rows;
        }
        return outputs;
    }

    private void answerAll(Batch<T> batch, StepOutputs outputs) {
        int row = 0;
        boolean answered = false;
        boolean decided = false;
        for (Seat<T> seat : batch.seats) {
            int rows = seat.deliberation.rows();
            if (answer(seat, outputs, row)) {
                answered = true;
                decided |= seat.left;
            }
            row += rows;
        }
        if (decided) {
            client.made();
        } else if (!answered) {
            client.madeNothing();
        }
    }

    /** Whether the model answered. */
    private boolean answer(Seat<T> seat, StepOutputs outputs, int row) {
        try {
            seat.deliberation.read(outputs, row);
        } catch (BadOutputException e) {
            client.failed(seat.deliberation.signature(), e);
            decide(seat, DecisionReason.BAD_OUTPUT);
            return false;
        } catch (RuntimeException e) {
            client.failed(seat.deliberation.signature(), e);
            decide(seat, DecisionReason.MODEL_ERROR);
            return false;
        }
        Progress progress = seat.deliberation.progress();
        if (seat.deliberation.ended()) {
            seat.left = true;
            client.decided(
                    seat.ticket, seat.decisions.deep(seat.escalation, progress, timings(seat)));
        } else {
            client.progressed(seat.ticket, progress);
        }
        return true;
    }

    private void decide(Seat<T> seat, DecisionReason reason) {
        seat.left = true;
        client.decided(seat.ticket, DeepDecisions.fallback(seat.escalation, reason, timings(seat)));
    }

    private Decision.Timings timings(Seat<T> seat) {
        long inside = nanoTime.getAsLong() - seat.admittedNanos;
        return DeepDecisions.timings(
                seat.escalation,
                seat.queuedNanos / 1000,
                (inside - seat.inferenceNanos) / 1000,
                seat.inferenceNanos / 1000,
                seat.deviceNanos / 1000);
    }

    /** A strategy under a policy, and how its decisions are written. */
    private record Bound(Strategy strategy, DeepDecisions decisions) {}

    /** A record in flight. */
    private static final class Seat<T> {

        private final T ticket;
        private final Escalation escalation;
        private final DeepDecisions decisions;
        private final Deliberation deliberation;
        private final long queuedNanos;
        private final long admittedNanos;
        private long inferenceNanos;
        private long deviceNanos;
        private boolean left;

        Seat(
                T ticket,
                Escalation escalation,
                DeepDecisions decisions,
                Deliberation deliberation,
                long queuedNanos,
                long admittedNanos) {
            this.ticket = ticket;
            this.escalation = escalation;
            this.decisions = decisions;
            this.deliberation = deliberation;
            this.queuedNanos = queuedNanos;
            this.admittedNanos = admittedNanos;
        }
    }

    /** The next batch of one signature. */
    private static final class Batch<T> {

        private final String signature;
        private final StepInputs inputs;
        private final int capacity;
        private final List<Seat<T>> seats = new ArrayList<>();
        private int rows;

        Batch(String signature, StepInputs inputs, int capacity) {
            this.signature = signature;
            this.inputs = inputs;
            this.capacity = capacity;
        }

        boolean fits(Seat<T> seat) {
            return rows + seat.deliberation.rows() <= capacity;
        }

        void add(Seat<T> seat) {
            seat.deliberation.write(inputs, rows);
            rows += seat.deliberation.rows();
            seats.add(seat);
        }

        void clear() {
            seats.clear();
            rows = 0;
        }
    }

    /** The client of {@link #judgeAll}. */
    private static final class Recorder implements Client<Integer> {

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
