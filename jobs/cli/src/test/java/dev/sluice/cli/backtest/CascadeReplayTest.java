// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.backtest;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.gate.GateConfig;
import dev.sluice.decisioning.gate.HardRules;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.gate.ReviewConfig;
import dev.sluice.stream.feature.FeatureTable;
import dev.sluice.testing.FakeModelBackend;
import dev.sluice.testing.TestEvents;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;

class CascadeReplayTest {

    private static final FeatureTable EVENTS = Replays.table(2_000);

    /** Policies that differ in what the answers of deep depend on, or do not. */
    private static final List<Policy> OTHERS =
            List.of(
                    Replays.with(TestEvents.gate(0.2, 0.8, 0.3), "other-gate"),
                    Replays.with(GateConfig.EVERYTHING, "everything"),
                    Replays.POLICY.withCosts(Replays.COSTS),
                    Replays.POLICY.withReview(new ReviewConfig(10, 2)),
                    Replays.POLICY.withFirstPass(
                            new Calibration(1.3, -0.5, Calibration.IDENTITY.bins())));

    @Test
    void decidesUnderAnotherPolicyWhatAFreshReplayDecides() {
        CascadeReplay shared = replay(Replays.POLICY, Replays.firstPass(), Replays.deep());
        shared.deepOnAll(share -> {});

        for (Policy policy : OTHERS) {
            List<Decision> fresh =
                    replay(policy, Replays.firstPass(), Replays.deep()).cascade(share -> {});

            assertThat(fresh).anyMatch(decision -> decision.source() == DecisionSource.DEEP);
            assertThat(withoutTimings(shared.under(policy).cascade(share -> {})))
                    .as(policy.version())
                    .isEqualTo(withoutTimings(fresh));
        }
    }

    @Test
    void asksNoModelAgainForAPolicyThatDiffersInItsGateOnly() {
        FakeModelBackend firstPass = Replays.firstPass();
        FakeModelBackend deep = Replays.deep();
        CascadeReplay replay = replay(Replays.POLICY, firstPass, deep);
        replay.deepOnAll(share -> {});
        int firstPassRuns = firstPass.runs().size();
        int deepRuns = deep.runs().size();

        replay.under(OTHERS.get(0)).cascade(share -> {});

        assertThat(firstPass.runs()).hasSize(firstPassRuns);
        assertThat(deep.runs()).hasSize(deepRuns);
    }

    @Test
    void decidesOneEventAsItDecidesAll() {
        CascadeReplay replay = replay(Replays.POLICY, Replays.firstPass(), Replays.deep());
        List<Decision> all = withoutTimings(replay.cascade(share -> {}));

        assertThat(all).anyMatch(decision -> decision.source() == DecisionSource.DEEP);
        for (int row = 0; row < all.size(); row += 7) {
            CascadeReplay alone = replay(Replays.POLICY, Replays.firstPass(), Replays.deep());
            assertThat(TestEvents.withoutTimings(alone.decision(0, row))).isEqualTo(all.get(row));
        }
    }

    @Test
    void deepLooksAtAnEventThatAListKeepsFromIt() {
        String listed = EVENTS.entityKeys()[3];
        Policy blocked =
                Replays.POLICY.withRules(
                        new HardRules(
                                new TreeSet<>(Set.of(listed)), new TreeSet<>(), new TreeSet<>()));
        FakeModelBackend deep = Replays.deep();
        CascadeReplay replay = replay(blocked, Replays.firstPass(), deep);

        assertThat(replay.decision(0, 3).source()).isEqualTo(DecisionSource.FIRST_PASS);
        assertThat(deep.runs()).isEmpty();
        assertThat(replay.deepLook(3).source()).isEqualTo(DecisionSource.DEEP);
    }

    private static CascadeReplay replay(
            Policy policy, FakeModelBackend firstPass, FakeModelBackend deep) {
        return new CascadeReplay(EVENTS, firstPass, deep, policy, DeepConfig.DEFAULT);
    }

    private static List<Decision> withoutTimings(List<Decision> decisions) {
        return decisions.stream().map(TestEvents::withoutTimings).toList();
    }
}
