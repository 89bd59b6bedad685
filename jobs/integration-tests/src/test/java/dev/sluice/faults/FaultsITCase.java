// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.faults;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** A few runs of the campaign, on every build, and that its account can fail. */
@Timeout(300)
class FaultsITCase {

    @RegisterExtension static final Stand STAND = new Stand();

    @Test
    void exactlyOnceShowsEveryDecisionOnceThoughATaskManagerIsKilled() throws Exception {
        Outcome outcome = run(FaultKind.TASKMANAGER_KILLED, 1);

        assertThat(outcome.aborted())
                .as("decisions that only a reader of uncommitted records sees")
                .isPositive();
    }

    @Test
    void decidesAsIfNothingHadHappenedThoughTheJobManagerIsKilled() throws Exception {
        Outcome outcome = run(FaultKind.JOBMANAGER_KILLED, 2);

        // the account does not balance for whoever ignores the key: TaskManagers go on deciding
        // for seconds, without a checkpoint, until they notice
        assertThat(outcome.unkeyed().isBalanced()).isFalse();
        assertThat(outcome.unkeyed().doubled()).isNotEmpty();
    }

    @Test
    void losesNoEscalationThoughTheTaskManagerOfDeepIsKilled() throws Exception {
        run(FaultKind.TASKMANAGER_KILLED_WITH_ESCALATIONS_IN_FLIGHT, 3);
    }

    private static Outcome run(FaultKind kind, long seed) throws Exception {
        Outcome outcome = STAND.campaign().run(new Plan(kind, seed));
        assertThat(outcome.isGood()).as(outcome.toString()).isTrue();
        return outcome;
    }
}
