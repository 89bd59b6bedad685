// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.gate;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.ControlMessage.Kind;
import dev.sluice.decisioning.gate.GateMode;
import dev.sluice.decisioning.gate.GateTuning;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.release.ModelLine;
import dev.sluice.decisioning.release.ReleaseBook;
import dev.sluice.stream.model.JobPolicy;
import dev.sluice.stream.model.ModelJson;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the control messages so far ask of a gate: of each kind the one issued last, whichever comes
 * first. Not thread-safe.
 */
final class GateControl {

    private final JobPolicy policies;
    private final Map<Kind, ControlMessage> last = new EnumMap<>(Kind.class);
    private GateMode mode;
    private Policy policy;
    private GateTuning tuning;
    private Optional<ReleaseBook> book = Optional.empty();

    /** The policy that came with the live models. */
    private Policy policyOfModels;

    GateControl(GateMode initialMode, JobPolicy policies) {
        this.policies = policies;
        this.mode = initialMode;
        this.policy = policies.initial();
    }

    /**
     * Takes a message, unless it is known, or a later one of its kind; says whether it was taken.
     *
     * @throws IllegalArgumentException if it says nothing that a gate could do; nothing is changed
     */
    boolean accept(ControlMessage message) {
        ControlMessage known = last.get(message.kind());
        if (known != null && (known.issuedAtMs() > message.issuedAtMs() || known.equals(message))) {
            return false;
        }
        switch (message.kind()) {
            case GATE_MODE -> mode = GateMode.parse(message.value());
            case GATE_TUNING -> tuning = ModelJson.tuning(message.value());
            case POLICY -> policy = policies.reader().read(message.value());
            case MODELS -> follow(ModelJson.book(message.value()));
        }
        last.put(message.kind(), message);
        // whichever was issued last: a policy, or models with theirs
        book.filter(read -> read.changedPolicy() && read.policyIssuedAtMs() >= published())
                .ifPresent(read -> policy = policyOfModels);
        return true;
    }

    /** Its policy is read as any other: the configuration has a say in it. */
    private void follow(ReleaseBook read) {
        if (read.changedPolicy()
                && book.map(ReleaseBook::policyIssuedAtMs).orElse(0L) != read.policyIssuedAtMs()) {
            policyOfModels = policies.reader().read(ModelJson.yaml(read.policy()));
        }
        book = Optional.of(read);
    }

    /** When the last policy was published by itself. */
    private long published() {
        ControlMessage message = last.get(Kind.POLICY);
        return message == null ? Long.MIN_VALUE : message.issuedAtMs();
    }

    /** The versions of a model, if any was released. */
    Optional<ModelLine> line(String model) {
        return book.filter(read -> read.knows(model)).map(read -> read.line(model));
    }

    GateMode mode() {
        return mode;
    }

    Policy policy() {
        return policy;
    }

    /**
     * What the gate is tuned to; empty if it is what the policy says. A tuning is for the policy
     * that was there when it was issued: a price is in the units of its objective.
     */
    Optional<GateTuning> tuning() {
        ControlMessage tuned = last.get(Kind.GATE_TUNING);
        long policyIssuedAtMs =
                Math.max(published(), book.map(ReleaseBook::policyIssuedAtMs).orElse(0L));
        boolean none = tuned == null || policyIssuedAtMs > tuned.issuedAtMs();
        return none ? Optional.empty() : Optional.of(tuning);
    }

    /** The messages that hold. */
    List<ControlMessage> messages() {
        return List.copyOf(last.values());
    }
}
