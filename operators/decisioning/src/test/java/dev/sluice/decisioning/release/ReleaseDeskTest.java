// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.release;

import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.release.ModelStatus.State;
import dev.sluice.decisioning.release.ReleaseDesk.Outcome;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class ReleaseDeskTest {

    private static final String MODEL = "first-pass";
    private static final ReleaseConfig CONFIG =
            new ReleaseConfig(
                    "job",
                    MODEL,
                    "deep",
                    Duration.ofSeconds(60),
                    new RollbackRules(100, 0.01, 0.001, 0.05, 20));
    private static final Policy INITIAL = TrialTest.policy("p1", 1);

    private ReleaseDesk desk = new ReleaseDesk(CONFIG, INITIAL);
    private long nowMs = 1_000;

    @Test
    void isLiveOnlyWhenEverySubtaskHasPreparedIt() {
        order("v2", ReleaseMode.LIVE);
        assertThat(live()).isEmpty();
        report(State.PREPARED, 0, 2, "");
        assertThat(live()).isEmpty();

        report(State.PREPARED, 0, 2, "");
        assertThat(live()).isEmpty();
        report(State.PREPARED, 1, 2, "");

        assertThat(live()).isEqualTo("v2");
        assertThat(line().preparation()).isEmpty();
    }

    @Test
    void saysWhatHappensAndIssuesALaterBookEachTime() {
        order("v2", ReleaseMode.LIVE);
        Outcome preparing = desk.take();
        report(State.PREPARED, 0, 1, "");
        Outcome done = desk.take();

        assertThat(preparing.statuses())
                .extracting(ModelStatus::state)
                .containsExactly(State.PREPARING);
        assertThat(done.statuses()).extracting(ModelStatus::state).containsExactly(State.LIVE);
        assertThat(preparing.book()).isPresent();
        assertThat(done.book()).isPresent();
        assertThat(done.issuedAtMs()).isGreaterThan(preparing.issuedAtMs());
        assertThat(desk.take().book()).isEmpty();
    }

    @Test
    void bringsThePolicyOfAFirstPassWithItAndKeepsWhatBelongsToTheBusiness() {
        Policy fitted = TrialTest.policy("p2", 2);
        desk.order(
                new ReleaseOrder(MODEL, "v2", "u", "h", ReleaseMode.LIVE, 1, "", 1, "me", ""),
                fitted,
                nowMs);
        report(State.PREPARED, 0, 1, "");

        Policy published = desk.take().policy().orElseThrow();
        assertThat(published.version()).startsWith("p2@");
        assertThat(published.firstPass()).isEqualTo(fitted.firstPass());
        assertThat(published.gate()).isEqualTo(fitted.gate());
        assertThat(published.deep()).isEqualTo(INITIAL.deep());
        assertThat(published.costs()).isEqualTo(INITIAL.costs());
        assertThat(desk.book().policy()).isEqualTo(published);
        assertThat(desk.book().isRetired("p1+7")).isTrue();
        assertThat(desk.book().isRetired(published.version() + "+1")).isFalse();
    }

    @Test
    void aDeepModelBringsItsOwnCalibrationAlone() {
        Policy fitted = TrialTest.policy("p2", 2);
        desk.order(
                new ReleaseOrder("deep", "d2", "u", "h", ReleaseMode.LIVE, 1, "", 1, "me", ""),
                fitted,
                nowMs);
        long attempt = desk.book().line("deep").preparation().orElseThrow().attempt();
        desk.hear(status("deep", attempt, State.PREPARED, 0, 1, "", ModelFigures.NONE), nowMs);

        assertThat(desk.book().policy().deep()).isEqualTo(fitted.deep());
        assertThat(desk.book().policy().firstPass()).isEqualTo(INITIAL.firstPass());
        assertThat(desk.book().policy().gate()).isEqualTo(INITIAL.gate());
    }

    @Test
    void tellsThePolicyAgainToWhoStillLearnsFromTheOneBefore() {
        live("v2");
        Policy holds = desk.book().policy();
        desk.take();

        desk.hear(INITIAL.withVersion("p1+3"), nowMs + 50, nowMs + 60);

        Outcome outcome = desk.take();
        assertThat(outcome.policy()).contains(holds);
        assertThat(outcome.issuedAtMs()).isGreaterThan(nowMs + 50);
        assertThat(desk.book().policyIssuedAtMs()).isEqualTo(outcome.issuedAtMs());
    }

    @Test
    void refusesWhatASubtaskCannotPrepareAndKeepsWhatIsLive() {
        order("bad", ReleaseMode.LIVE);
        report(State.PREPARED, 0, 2, "");
        report(State.REFUSED, 1, 2, "saved_model.pb has SHA-256 ...");

        assertThat(live()).isEmpty();
        assertThat(line().preparation()).isEmpty();
        assertThat(desk.take().statuses())
                .last()
                .satisfies(
                        status -> {
                            assertThat(status.state()).isEqualTo(State.REFUSED);
                            assertThat(status.subtask()).isEqualTo(ModelStatus.WHOLE_JOB);
                            assertThat(status.detail()).contains("SHA-256");
                        });
    }

    @Test
    void refusesWhatIsNotPreparedInTime() {
        order("slow", ReleaseMode.LIVE);
        report(State.PREPARED, 0, 2, "");
        nowMs += 60_001;
        desk.tick(nowMs);

        assertThat(line().preparation()).isEmpty();
        assertThat(desk.take().statuses())
                .last()
                .extracting(ModelStatus::state)
                .isEqualTo(State.REFUSED);
    }

    @Test
    void preparesOneAfterTheOtherAndSkipsWhatALaterOrderHasOvertaken() {
        order("v2", ReleaseMode.LIVE);
        order("v3", ReleaseMode.LIVE);
        order("v4", ReleaseMode.LIVE);
        report(State.PREPARED, 0, 1, "");
        assertThat(live()).isEqualTo("v2");
        assertThat(line().preparation().orElseThrow().release().version()).isEqualTo("v4");
        report(State.PREPARED, 0, 1, "");
        assertThat(live()).isEqualTo("v4");
    }

    @Test
    void triesBesideTheLiveOneAndPromotes() {
        order("v2", ReleaseMode.SHADOW);
        report(State.PREPARED, 0, 1, "");
        assertThat(line().trial().orElseThrow().mode()).isEqualTo(ReleaseMode.SHADOW);
        order("v2", ReleaseMode.CANARY);
        report(State.PREPARED, 0, 1, "");
        assertThat(line().trial().orElseThrow().mode()).isEqualTo(ReleaseMode.CANARY);
        assertThat(live()).isEmpty();
        assertThat(desk.book().changedPolicy()).isFalse();

        live("v2");
        assertThat(live()).isEqualTo("v2");
        assertThat(line().trial()).isEmpty();
    }

    @Test
    void goesBackToWhatWasLiveBeforeStepByStep() {
        live("v2");
        live("v3");
        rollback("v3");
        assertThat(live()).isEqualTo("v3");
        report(State.PREPARED, 0, 1, "");
        assertThat(live()).isEqualTo("v2");
        rollback("v2");
        report(State.PREPARED, 0, 1, "");
        assertThat(live()).isEmpty();
        assertThat(line().attempt()).isZero();
        assertThat(desk.book().policy().firstPass()).isEqualTo(INITIAL.firstPass());
        assertThat(desk.book().policy().version()).startsWith("p1@");
    }

    @Test
    void aRollbackOfATrialNeedsNoPreparation() {
        order("v2", ReleaseMode.CANARY);
        report(State.PREPARED, 0, 1, "");
        rollback("v2");
        assertThat(line().trial()).isEmpty();
        assertThat(line().preparation()).isEmpty();
    }

    @Test
    void aRollbackOfWhatNobodyKnowsChangesNothing() {
        rollback("v9");
        Outcome outcome = desk.take();
        assertThat(outcome.book()).isEmpty();
        assertThat(outcome.statuses())
                .extracting(ModelStatus::state)
                .containsExactly(State.REFUSED);
    }

    @Test
    void takesATrialBackThatBreaksARuleAndOrdersSoForTheRecord() {
        order("v2", ReleaseMode.CANARY);
        report(State.PREPARED, 0, 1, "");
        desk.take();
        long attempt = line().trial().orElseThrow().attempt();
        ModelFigures bad = new ModelFigures(60, 0, 60, 0, 0, 0, 0, 0, 1, 1, 1);

        desk.hear(status(MODEL, attempt, State.FIGURES, 0, 2, "", bad), nowMs);
        desk.hear(status(MODEL, attempt, State.FIGURES, 0, 2, "", bad), nowMs);
        assertThat(line().trial()).as("one subtask counts once").isPresent();
        desk.hear(status(MODEL, attempt, State.FIGURES, 1, 2, "", bad), nowMs);

        assertThat(line().trial()).isEmpty();
        Outcome outcome = desk.take();
        assertThat(outcome.orders())
                .singleElement()
                .satisfies(
                        order -> {
                            assertThat(order.mode()).isEqualTo(ReleaseMode.ROLLBACK);
                            assertThat(order.version()).isEqualTo("v2");
                            assertThat(order.issuedBy()).isEqualTo(ReleaseDesk.RULES);
                            assertThat(order.note()).startsWith("bad outputs");
                        });
    }

    @Test
    void goesBackFromALiveOneThatBreaksARule() {
        live("v2");
        desk.take();
        ModelFigures bad = new ModelFigures(1000, 0, 500, 0, 0, 0, 0, 0, 1, 1, 1);
        desk.hear(status(MODEL, line().attempt(), State.FIGURES, 0, 1, "", bad), nowMs);
        report(State.PREPARED, 0, 1, "");
        assertThat(live()).isEmpty();
    }

    @Test
    void neverHearsOtherJobsNorItself() {
        order("v2", ReleaseMode.LIVE);
        long attempt = line().preparation().orElseThrow().attempt();
        desk.hear(
                new ModelStatus(
                        "other",
                        MODEL,
                        "v2",
                        attempt,
                        State.PREPARED,
                        0,
                        1,
                        "",
                        ModelFigures.NONE,
                        1),
                nowMs);
        desk.hear(
                new ModelStatus(
                        "job",
                        MODEL,
                        "v2",
                        attempt,
                        State.PREPARED,
                        -1,
                        0,
                        "",
                        ModelFigures.NONE,
                        1),
                nowMs);
        assertThat(live()).isEmpty();
    }

    @Test
    void goesOnFromASnapshotWithWhatHadBeenPrepared() {
        live("v2");
        order("v3", ReleaseMode.LIVE);
        order("v4", ReleaseMode.LIVE);
        report(State.PREPARED, 0, 2, "");

        desk = ReleaseDesk.restored(CONFIG, INITIAL, desk.snapshot());
        report(State.PREPARED, 1, 2, "");
        assertThat(live()).isEqualTo("v3");
        report(State.PREPARED, 0, 1, "");
        assertThat(live()).isEqualTo("v4");
        rollback("v4");
        report(State.PREPARED, 0, 1, "");
        assertThat(live()).isEqualTo("v3");
    }

    /** Whatever is ordered and reported, there is one live version, and books only get later. */
    @Test
    void keepsItsPromisesUnderAnyOrders() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<String> liveOnes = new ArrayList<>(List.of(""));
        long last = 0;
        for (int i = 0; i < 3_000; i++) {
            nowMs += random.nextInt(3);
            String version = "v" + random.nextInt(5);
            switch (random.nextInt(4)) {
                case 0 -> order(version, ReleaseMode.values()[random.nextInt(3)]);
                case 1 -> rollback(version);
                case 2 -> report(State.PREPARED, random.nextInt(2), 2, "");
                default ->
                        report(random.nextInt(8) == 0 ? State.REFUSED : State.PREPARED, 1, 2, "");
            }
            Outcome outcome = desk.take();
            String now = live();
            boolean said =
                    outcome.statuses().stream()
                            .anyMatch(
                                    status ->
                                            status.state() == State.LIVE
                                                    && status.version().equals(now));
            assertThat(now.equals(liveOnes.get(liveOnes.size() - 1)) || said)
                    .as("seed %d", seed)
                    .isTrue();
            if (!now.equals(liveOnes.get(liveOnes.size() - 1))) {
                liveOnes.add(now);
                assertThat(outcome.policy()).as("seed %d", seed).isPresent();
            }
            assertThat(line().trials())
                    .as("seed %d", seed)
                    .noneMatch(trial -> trial.release().version().equals(now));
            if (outcome.book().isPresent()) {
                assertThat(outcome.issuedAtMs()).as("seed %d", seed).isGreaterThan(last);
                last = outcome.issuedAtMs();
            }
        }
        assertThat(liveOnes).as("seed %d", seed).hasSizeGreaterThan(10);
    }

    private void live(String version) {
        order(version, ReleaseMode.LIVE);
        report(State.PREPARED, 0, 1, "");
    }

    private void order(String version, ReleaseMode mode) {
        desk.order(
                new ReleaseOrder(MODEL, version, "file:///m", "00", mode, 0.5, "", nowMs, "me", ""),
                TrialTest.policy("p-" + version, 3),
                nowMs);
    }

    private void rollback(String version) {
        desk.order(ReleaseOrder.rollback(MODEL, version, nowMs, "me", ""), INITIAL, nowMs);
    }

    private void report(State state, int subtask, int parallelism, String detail) {
        long attempt = line().preparation().map(Trial::attempt).orElse(-1L);
        desk.hear(
                status(MODEL, attempt, state, subtask, parallelism, detail, ModelFigures.NONE),
                nowMs);
    }

    private static ModelStatus status(
            String model,
            long attempt,
            State state,
            int subtask,
            int parallelism,
            String detail,
            ModelFigures figures) {
        return new ModelStatus(
                "job", model, "", attempt, state, subtask, parallelism, detail, figures, 1);
    }

    private ModelLine line() {
        return desk.book().line(MODEL);
    }

    private String live() {
        return line().live().version();
    }
}
