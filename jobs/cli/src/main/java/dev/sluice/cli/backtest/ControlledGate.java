// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.backtest;

import dev.sluice.decisioning.control.Controller;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.FeedbackSampling;
import dev.sluice.decisioning.event.ScoredEvent;
import dev.sluice.decisioning.gate.ComputeBudget;
import dev.sluice.decisioning.gate.GateMode;
import dev.sluice.decisioning.gate.GatePolicy;
import dev.sluice.decisioning.gate.GateTuning;
import dev.sluice.decisioning.gate.GateVerdict;
import dev.sluice.decisioning.gate.Policy;

import java.util.List;

/** A gate with its controller, as one subtask of the stream has it. Not thread-safe. */
final class ControlledGate {

    private final ComputeBudget budget;
    private final FeedbackSampling sampling;
    private final Controller controller;
    private Policy policy;
    private GatePolicy gate;

    ControlledGate(Policy policy, ComputeBudget budget, FeedbackSampling sampling) {
        this.budget = budget;
        this.sampling = sampling;
        this.controller = new Controller(policy);
        this.policy = policy;
        this.gate = new GatePolicy(policy, budget);
    }

    /** The policy in force. */
    Policy policy() {
        return policy;
    }

    GateVerdict judge(ScoredEvent scored) {
        return gate.judge(scored, GateMode.ON, scored.event().eventTimeMs());
    }

    /** Hears of decisions and does what the controller makes of them. */
    void hear(List<Decision> decisions) {
        for (Decision decision : decisions) {
            sampling.sample(decision).ifPresent(controller::hear);
        }
        controller
                .revise()
                .ifPresent(
                        next -> {
                            GateTuning tuning = gate.tuning();
                            policy = next;
                            gate = new GatePolicy(next, budget);
                            gate.tune(tuning);
                        });
        controller.tune(1).ifPresent(gate::tune);
    }
}
