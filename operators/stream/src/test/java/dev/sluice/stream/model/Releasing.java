// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.model;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.release.ModelStatus;
import dev.sluice.decisioning.release.ModelStatus.State;
import dev.sluice.decisioning.release.ReleaseConfig;
import dev.sluice.decisioning.release.ReleaseDesk;
import dev.sluice.decisioning.release.ReleaseMode;
import dev.sluice.decisioning.release.ReleaseOrder;
import dev.sluice.decisioning.release.RollbackRules;

import java.time.Duration;
import java.util.Optional;

/** A desk of releases by hand: gives the messages that stages get, and hears what they say. */
public final class Releasing {

    private static final long NOW = 1_000;

    private final ReleaseDesk desk;
    private final String model;
    private final Policy policy;
    private long issuedAtMs;

    public Releasing(String model, Policy policy) {
        this.model = model;
        this.policy = policy;
        this.desk =
                new ReleaseDesk(
                        new ReleaseConfig(
                                "job",
                                ModelStore.FIRST_PASS,
                                ModelStore.DEEP,
                                Duration.ofSeconds(10),
                                RollbackRules.DEFAULT),
                        policy);
    }

    /** Orders a version with a policy of its own; the message that prepares it. */
    public ControlMessage prepare(String version, ReleaseMode mode, double share, Policy fitted) {
        desk.order(
                new ReleaseOrder(
                        model, version, "fake:" + version, "00", mode, share, "", 1, "test", ""),
                fitted,
                NOW);
        return message();
    }

    public ControlMessage prepare(String version, ReleaseMode mode, double share) {
        return prepare(version, mode, share, policy.withVersion("policy-of-" + version));
    }

    /** The message after the one subtask has prepared what was asked. */
    public ControlMessage activate() {
        long attempt = desk.book().line(model).preparation().orElseThrow().attempt();
        desk.hear(
                new ModelStatus(
                        "job",
                        model,
                        "",
                        attempt,
                        State.PREPARED,
                        0,
                        1,
                        "",
                        dev.sluice.decisioning.release.ModelFigures.NONE,
                        NOW),
                NOW);
        return message();
    }

    /** Ends a version; the message that says so, or prepares the one before. */
    public ControlMessage rollback(String version) {
        desk.order(ReleaseOrder.rollback(model, version, 1, "test", ""), policy, NOW);
        return message();
    }

    public Policy policyInForce() {
        return desk.book().policy();
    }

    private ControlMessage message() {
        ReleaseDesk.Outcome outcome = desk.take();
        Optional<ControlMessage> message =
                outcome.book()
                        .map(
                                book ->
                                        new ControlMessage(
                                                ControlMessage.Kind.MODELS,
                                                ModelJson.json(book),
                                                outcome.issuedAtMs()));
        issuedAtMs = outcome.issuedAtMs();
        return message.orElseThrow(
                () -> new AssertionError("nothing was issued after " + issuedAtMs));
    }
}
