// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream;

import dev.sluice.decisioning.alarm.Alarm;
import dev.sluice.decisioning.alarm.AlarmState;
import dev.sluice.decisioning.alarm.Cadence;
import dev.sluice.decisioning.alarm.MaintenanceWindow;
import dev.sluice.decisioning.alarm.MaintenanceWindows;
import dev.sluice.decisioning.control.Controller;
import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Feedback;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.decisioning.event.ScoredEvent;
import dev.sluice.decisioning.event.TraceStep;
import dev.sluice.decisioning.gate.ComputeBudget;
import dev.sluice.decisioning.quality.Label;
import dev.sluice.decisioning.quality.LabelledFeedback;
import dev.sluice.decisioning.quality.Quality;
import dev.sluice.decisioning.quality.QualityChange;
import dev.sluice.decisioning.quality.QualityTotals;
import dev.sluice.decisioning.quality.Recalibration;
import dev.sluice.decisioning.quality.ReliabilityBin;
import dev.sluice.decisioning.quality.WindowReliability;
import dev.sluice.decisioning.release.ModelStatus;
import dev.sluice.decisioning.release.ReleaseOrder;
import dev.sluice.decisioning.release.ShadowScore;
import dev.sluice.stream.alarm.AlarmSignal;
import dev.sluice.stream.deep.DeepOutput;
import dev.sluice.stream.label.PolicyInForce;
import dev.sluice.stream.release.ReleaseInput;
import dev.sluice.testing.TestEvents;

import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.runtime.PojoSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.types.PojoTestUtils;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Everything that travels, or is state, is a POJO to Flink, without Kryo. */
class StreamTypesTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                FeaturizedEvent.class,
                ScoredEvent.class,
                Decision.class,
                TraceStep.class,
                ControlMessage.class,
                Feedback.class,
                Controller.Snapshot.class,
                DeadLetter.class,
                Feedback.class,
                Label.class,
                LabelledFeedback.class,
                QualityChange.class,
                QualityTotals.class,
                Quality.class,
                ReliabilityBin.class,
                WindowReliability.class,
                Recalibration.Line.class,
                PolicyInForce.class,
                Alarm.class,
                AlarmSignal.class,
                AlarmState.class,
                Cadence.class,
                MaintenanceWindow.class,
                MaintenanceWindows.class,
                ComputeBudget.Snapshot.class,
                ModelStatus.class,
                ReleaseOrder.class,
                ReleaseInput.class,
                ShadowScore.class,
                DeepOutput.class
            })
    void areSerializedAsPojos(Class<?> type) {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
    }

    @Test
    void flowsAreSerializedAsPojosWithEitherPartMissing() throws Exception {
        ScoredEvent scored = TestEvents.scored("event-1", 0.1, 0.3);
        TypeInformation<Flow<ScoredEvent>> type = TypeInformation.of(new TypeHint<>() {});

        Flow<ScoredEvent> event = roundTrip(type, Flow.event(scored));
        Flow<ScoredEvent> control =
                roundTrip(
                        type,
                        Flow.control(new ControlMessage(ControlMessage.Kind.GATE_MODE, "off", 3)));

        assertThat(event).usingRecursiveComparison().isEqualTo(Flow.event(scored));
        assertThat(control.isControl()).isTrue();
        assertThat(control.control().value()).isEqualTo("off");
        roundTrip(
                TypeInformation.of(new TypeHint<Flow<FeaturizedEvent>>() {}),
                Flow.event(scored.event()));
    }

    @Test
    void decisionsSurviveWithTheirTrace() throws Exception {
        Decision fallback = TestEvents.escalation("event-1", 0.1, 0.3, 7).fallback();
        Decision traced =
                new Decision(
                        fallback.eventId(),
                        fallback.revision(),
                        fallback.entityKey(),
                        fallback.eventTimeMs(),
                        fallback.verdict(),
                        fallback.source(),
                        fallback.reason(),
                        fallback.appraisal(),
                        fallback.effort(),
                        fallback.versions(),
                        fallback.timings(),
                        List.of(new TraceStep("a", "b", "c", 0.1, 0.2, Map.of("d", "e"))));

        assertThat(roundTrip(TypeInformation.of(Decision.class), traced)).isEqualTo(traced);
    }

    private static <T> T roundTrip(TypeInformation<T> type, T value) throws Exception {
        SerializerConfigImpl config = new SerializerConfigImpl();
        config.setGenericTypes(false);
        TypeSerializer<T> serializer = type.createSerializer(config);
        assertThat(serializer).isInstanceOf(PojoSerializer.class);
        DataOutputSerializer out = new DataOutputSerializer(256);
        serializer.serialize(value, out);
        return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }
}
