// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.inference.ModelBackend;

import java.util.ArrayList;
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

    private final ModelBackend model;
    private final Function<Escalation, Policy> policies;
    private final BoundStrategies strategies;
    private final DeepDecisions decisions;
    private final Client<T> client;
    private final LongSupplier nanoTime;
    private final int batchRows;
    private final int places;
    private final List<Seat<T>> seats;
    private final Map<String, StepBatch<T>> batches = new LinkedHashMap<>();

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
        this.policies = policies;
        this.strategies = new BoundStrategies(model, config.thinking());
        BoundStrategies.Bound first = strategies.under(policy);
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
        BoundStrategies.Bound under;
        Deliberation deliberation;
        try {
            under = strategies.under(policies.apply(escalation));
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
            StepBatch<T> batch = batch(seat.deliberation.signature());
            if (!batch.fits(seat)) {
                run(batch);
            }
            batch.add(seat);
        }
        for (StepBatch<T> batch : batches.values()) {
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

    private StepBatch<T> batch(String signature) {
        StepBatch<T> batch = batches.get(signature);
        if (batch == null) {
            batch =
                    new StepBatch<>(
                            signature,
                            new StepInputs(model.manifest().signature(signature), batchRows),
                            batchRows);
            batches.put(signature, batch);
        }
        return batch;
    }

    private void run(StepBatch<T> batch) {
        if (batch.rows() == 0) {
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
    private void retryInHalves(StepBatch<T> batch) {
        List<Seat<T>> all = List.copyOf(batch.seats());
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
    private StepOutputs call(StepBatch<T> batch) {
        StepOutputs outputs = null;
        long start = nanoTime.getAsLong();
        try {
            outputs = batch.run(model);
        } catch (RuntimeException e) {
            client.failed(batch.signature(), e);
        }
        long nanos = nanoTime.getAsLong() - start;
        client.ran(batch.signature(), batch.rows(), nanos);
        batch.took(nanos);
        return outputs;
    }

    private void answerAll(StepBatch<T> batch, StepOutputs outputs) {
        int row = 0;
        boolean answered = false;
        boolean decided = false;
        for (Seat<T> seat : batch.seats()) {
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
        return seat.timings(nanoTime.getAsLong());
    }
}
