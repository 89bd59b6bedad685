// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.feature;

import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Flow;

import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Sorts events of equal times, which follow each other, by their ids.
 *
 * <p>All events of a moment fire before the watermark that lets them go is handed on, and no
 * checkpoint barrier comes between; so what is buffered leaves before a watermark at the latest,
 * waits for nothing, and is no state. Late events pass at once.
 */
final class MomentOrderOperator extends AbstractStreamOperator<Flow<FeaturizedEvent>>
        implements OneInputStreamOperator<Flow<FeaturizedEvent>, Flow<FeaturizedEvent>>,
                BoundedOneInput {

    private static final long serialVersionUID = 1L;

    private static final Comparator<Flow<FeaturizedEvent>> BY_ID =
            Comparator.comparing(flow -> flow.event().eventId());

    private final transient List<Flow<FeaturizedEvent>> moment = new ArrayList<>();
    private final transient StreamRecord<Flow<FeaturizedEvent>> out = new StreamRecord<>(null);
    private long momentMs;
    private long watermarkMs = Long.MIN_VALUE;

    MomentOrderOperator(StreamOperatorParameters<Flow<FeaturizedEvent>> parameters) {
        super(parameters);
    }

    @Override
    public void processElement(StreamRecord<Flow<FeaturizedEvent>> element) {
        Flow<FeaturizedEvent> flow = element.getValue();
        if (flow.isControl()) {
            flush();
            output.collect(element);
            return;
        }
        long timeMs = flow.event().eventTimeMs();
        if (timeMs != momentMs) {
            flush();
            momentMs = timeMs;
        }
        moment.add(flow);
        if (timeMs <= watermarkMs) {
            flush();
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        flush();
        watermarkMs = mark.getTimestamp();
        super.processWatermark(mark);
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) throws Exception {
        flush();
        super.processWatermarkStatus(status);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        flush();
        super.prepareSnapshotPreBarrier(checkpointId);
    }

    @Override
    public void endInput() {
        flush();
    }

    private void flush() {
        if (moment.size() > 1) {
            moment.sort(BY_ID);
        }
        for (Flow<FeaturizedEvent> flow : moment) {
            output.collect(out.replace(flow, momentMs));
        }
        moment.clear();
    }
}
