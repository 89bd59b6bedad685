// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.feature;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Flow;

import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class MomentOrderOperatorTest {

    private static final ControlMessage CONTROL =
            new ControlMessage(ControlMessage.Kind.GATE_MODE, "off", 1);

    private OneInputStreamOperatorTestHarness<Flow<FeaturizedEvent>, Flow<FeaturizedEvent>> harness;

    @BeforeEach
    void open() throws Exception {
        harness = new OneInputStreamOperatorTestHarness<>(new MomentOrderOperatorFactory());
        harness.setup(LastFeatureStage.OUTPUT.createSerializer(new SerializerConfigImpl()));
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void emitsTheEventsOfAMomentByIdBeforeTheNextMoment() throws Exception {
        send("b", 1000);
        send("c", 1000);
        send("a", 1000);
        assertThat(seen()).isEmpty();

        send("A", 1001);

        assertThat(seen()).containsExactly("a@1000", "b@1000", "c@1000");
    }

    @Test
    void emitsWhatItHasBeforeAWatermark() throws Exception {
        send("b", 1000);
        send("a", 1000);
        harness.processWatermark(new Watermark(1000));

        assertThat(seen()).containsExactly("a@1000", "b@1000", "watermark 1000");
    }

    @Test
    void emitsWhatItHasBeforeAControlMessage() throws Exception {
        send("b", 1000);
        send("a", 1000);
        harness.processElement(new StreamRecord<>(Flow.control(CONTROL)));

        assertThat(seen()).containsExactly("a@1000", "b@1000", "control");
    }

    @Test
    void emitsWhatItHasBeforeABarrierAndSoHasNoState() throws Exception {
        send("b", 1000);
        harness.prepareSnapshotPreBarrier(1);

        assertThat(seen()).containsExactly("b@1000");
    }

    @Test
    void emitsWhatItHasBeforeTheStreamFallsIdleAndAtItsEnd() throws Exception {
        send("b", 1000);
        harness.processWatermarkStatus(WatermarkStatus.IDLE);
        assertThat(seen()).startsWith("b@1000");

        send("c", 2000);
        harness.endInput();
        assertThat(seen()).endsWith("c@2000");
    }

    @Test
    void handsOnALateEventAtOnce() throws Exception {
        harness.processWatermark(new Watermark(1000));
        send("late", 900);

        assertThat(seen()).containsExactly("watermark 1000", "late@900");
    }

    private void send(String id, long timeMs) throws Exception {
        FeaturizedEvent event =
                new FeaturizedEvent(id, "entity", timeMs, 1, new float[] {1}, new float[] {1});
        harness.processElement(new StreamRecord<>(Flow.event(event), timeMs));
    }

    @SuppressWarnings("unchecked")
    private List<String> seen() {
        List<String> seen = new ArrayList<>();
        for (Object element : harness.getOutput()) {
            if (element instanceof Watermark mark) {
                seen.add("watermark " + mark.getTimestamp());
            } else if (element instanceof StreamRecord<?> record) {
                Flow<FeaturizedEvent> flow = (Flow<FeaturizedEvent>) record.getValue();
                seen.add(
                        flow.isControl()
                                ? "control"
                                : flow.event().eventId() + "@" + record.getTimestamp());
            }
        }
        return seen;
    }
}
