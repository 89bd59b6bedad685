// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.release;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.ControlMessage.Kind;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.release.ModelFigures;
import dev.sluice.decisioning.release.ModelStatus;
import dev.sluice.decisioning.release.ModelStatus.State;
import dev.sluice.decisioning.release.ReleaseBook;
import dev.sluice.decisioning.release.ReleaseConfig;
import dev.sluice.decisioning.release.ReleaseMode;
import dev.sluice.decisioning.release.ReleaseOrder;
import dev.sluice.decisioning.release.RollbackRules;
import dev.sluice.stream.model.JobPolicy;
import dev.sluice.stream.model.ModelJson;
import dev.sluice.stream.model.ModelStatuses;
import dev.sluice.testing.TestEvents;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The desk of releases in its operator. */
class ReleaseFunctionTest {

    private static final Policy POLICY = TestEvents.POLICY;
    private static final ReleaseConfig CONFIG =
            new ReleaseConfig(
                    "job", "first-pass", "deep", Duration.ofSeconds(10), RollbackRules.DEFAULT);

    private KeyedOneInputStreamOperatorTestHarness<String, ReleaseInput, ControlMessage> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
        harness.setProcessingTime(1_000);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void tellsTheStagesToPrepareAndThenToActivate() throws Exception {
        order("v2");
        report(State.PREPARED, attempt());

        List<ReleaseBook> books = books();
        assertThat(books).hasSize(2);
        assertThat(books.get(0).line("first-pass").preparation()).isPresent();
        assertThat(books.get(0).changedPolicy()).isFalse();
        assertThat(books.get(1).line("first-pass").live().version()).isEqualTo("v2");
        assertThat(books.get(1).changedPolicy()).isTrue();
        ControlMessage published = side(ReleaseStage.POLICIES).get(0);
        assertThat(ModelJson.policy(published.value())).isEqualTo(books.get(1).policy());
        assertThat(published.issuedAtMs()).isEqualTo(books.get(1).policyIssuedAtMs());
        assertThat(side(ModelStatuses.TAG))
                .extracting(ModelStatus::state)
                .containsExactly(State.PREPARING, State.LIVE);
    }

    @Test
    void refusesWhatIsNotPreparedInTime() throws Exception {
        order("v2");
        harness.setProcessingTime(10_000);
        assertThat(books()).hasSize(1);
        harness.setProcessingTime(13_000);

        assertThat(books().get(1).line("first-pass").preparation()).isEmpty();
        assertThat(side(ModelStatuses.TAG))
                .last()
                .extracting(ModelStatus::state)
                .isEqualTo(State.REFUSED);
    }

    @Test
    void goesOnFromACheckpoint() throws Exception {
        order("v2");
        long attempt = attempt();
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();
        harness = harness();
        harness.initializeState(state);
        harness.open();
        harness.setProcessingTime(2_000);

        assertThat(books()).as("the stages keep what they were told").isEmpty();
        report(State.PREPARED, attempt);
        assertThat(books().get(0).line("first-pass").live().version()).isEqualTo("v2");
    }

    @Test
    void publishesThePolicyAgainIfSomebodyLearnedFromTheOneBefore() throws Exception {
        order("v2");
        report(State.PREPARED, attempt());
        ControlMessage stale =
                new ControlMessage(
                        Kind.POLICY,
                        ModelJson.yaml(POLICY.withVersion(POLICY.version() + "+1")),
                        5_000);
        harness.processElement(new StreamRecord<>(new ReleaseInput(null, null, stale)));

        List<ControlMessage> published = side(ReleaseStage.POLICIES);
        assertThat(published).hasSize(2);
        assertThat(published.get(1).value()).isEqualTo(published.get(0).value());
        assertThat(published.get(1).issuedAtMs()).isGreaterThan(5_000);
    }

    @Test
    void booksSurviveAsText() {
        ReleaseBook book = ReleaseBook.startingWith(List.of("first-pass", "deep"), POLICY);
        assertThat(ModelJson.book(ModelJson.json(book))).isEqualTo(book);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, ReleaseInput, ControlMessage>
            harness() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new ReleaseFunction(JobPolicy.of(POLICY), CONFIG)),
                input -> "key",
                Types.STRING);
    }

    private void order(String version) throws Exception {
        harness.processElement(
                new StreamRecord<>(
                        new ReleaseInput(
                                new ReleaseOrder(
                                        "first-pass",
                                        version,
                                        "file:///m",
                                        "00",
                                        ReleaseMode.LIVE,
                                        1,
                                        ModelJson.yaml(POLICY.withVersion("of-" + version)),
                                        1,
                                        "test",
                                        ""),
                                null,
                                null)));
    }

    private void report(State state, long attempt) throws Exception {
        harness.processElement(
                new StreamRecord<>(
                        new ReleaseInput(
                                null,
                                new ModelStatus(
                                        "job",
                                        "first-pass",
                                        "v2",
                                        attempt,
                                        state,
                                        0,
                                        1,
                                        "",
                                        ModelFigures.NONE,
                                        1),
                                null)));
    }

    private long attempt() {
        return books().get(0).line("first-pass").preparation().orElseThrow().attempt();
    }

    private List<ReleaseBook> books() {
        return harness.extractOutputValues().stream()
                .map(message -> ModelJson.book(message.value()))
                .toList();
    }

    private <T> List<T> side(OutputTag<T> tag) {
        var output = harness.getSideOutput(tag);
        return output == null ? List.of() : output.stream().map(StreamRecord::getValue).toList();
    }
}
