// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.it;

import dev.sluice.decisioning.alarm.Alarm;
import dev.sluice.decisioning.alarm.MaintenanceWindow;
import dev.sluice.decisioning.alarm.ScoredReading;
import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.decisioning.quality.Label;
import dev.sluice.fraud.CardLabel;
import dev.sluice.fraud.CardTransaction;
import dev.sluice.fraud.LabelledTransaction;
import dev.sluice.sensors.Reading;
import dev.sluice.sensors.SensorTicket;
import dev.sluice.stream.alarm.AlarmSignal;
import dev.sluice.testing.TestEvents;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What Flink, a log line or an exception may say of a record does not say whose it is. */
class IdentifiersInTextsTest {

    private static final String SECRET = "secret-4111111111111111";

    static Stream<Object> records() {
        Escalation escalation = TestEvents.escalation(SECRET, 0.5, 0.999, 0);
        Decision decision = SECRET_DECISION;
        CardTransaction transaction = new CardTransaction(SECRET, 1, SECRET, SECRET, 2);
        MaintenanceWindow window = new MaintenanceWindow(SECRET, 1, 2);
        return Stream.of(
                escalation,
                Flow.event(escalation),
                escalation.scored(),
                escalation.scored().event(),
                decision,
                ScoredReading.of(decision),
                new AlarmSignal(SECRET, 1, ScoredReading.of(decision), window),
                window,
                new Label(SECRET, true, 1),
                new Alarm(
                        Alarm.id(Alarm.Kind.ANOMALY, 1, SECRET),
                        0,
                        SECRET,
                        Alarm.Kind.ANOMALY,
                        Alarm.Status.OPEN,
                        1,
                        Alarm.NO_END,
                        new Alarm.Peak(1, 1, 1, SECRET),
                        1),
                DeadLetter.within("features", DeadLetter.Reason.BAD_FEATURES, SECRET, SECRET, 1),
                new ControlMessage(ControlMessage.Kind.POLICY, "block: " + SECRET, 1),
                transaction,
                new LabelledTransaction(transaction, true, 1),
                new CardLabel(SECRET, SECRET, SECRET, 1, 2, true, 1, 3),
                new Reading(SECRET, 1, new String[] {"a"}, new double[] {1}, new String[] {""}),
                new SensorTicket(SECRET, SECRET, 1, 2, 3, SensorTicket.Kind.FAULT));
    }

    private static final Decision SECRET_DECISION =
            new Decision(
                    SECRET,
                    0,
                    SECRET,
                    1,
                    new Decision.Verdict(0.5, 0.4, 0.6, dev.sluice.decisioning.event.Outcome.CLEAR),
                    dev.sluice.decisioning.event.DecisionSource.FIRST_PASS,
                    dev.sluice.decisioning.event.DecisionReason.CONFIDENT,
                    new Decision.Appraisal(
                            "", 0, 0, 0, 0, 0, 0, dev.sluice.decisioning.event.Outcome.CLEAR, 0),
                    Decision.Effort.NONE,
                    new Decision.Versions("f", "", "p", 0, 0, 0, "cpu", ""),
                    new Decision.Timings(0, 0, 0, 0),
                    java.util.List.of());

    @ParameterizedTest
    @MethodSource("records")
    void doNotAppear(Object record) {
        assertThat(record.toString()).doesNotContain("4111").contains("[");
    }
}
