// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.feature;

import dev.sluice.decisioning.event.FeaturizedEvent;

import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** Features: the value, events so far, positive labels so far; no context. */
final class CountingFeatures implements LabelledEntityFeatures<Reading, Mark, FeaturizedEvent> {

    static final long REACH = 1_000;

    private static final long serialVersionUID = 1L;

    private transient ValueState<Long> events;
    private transient ValueState<Long> marks;
    private transient ValueState<Long> newest;

    @Override
    public void open(RuntimeContext context) {
        events = context.getState(new ValueStateDescriptor<>("events", Types.LONG));
        marks = context.getState(new ValueStateDescriptor<>("marks", Types.LONG));
        newest = context.getState(new ValueStateDescriptor<>("newest", Types.LONG));
    }

    @Override
    public TypeInformation<FeaturizedEvent> outputType() {
        return TypeInformation.of(FeaturizedEvent.class);
    }

    @Override
    public String entityKey(Reading event) {
        return event.entity();
    }

    @Override
    public String eventId(Reading event) {
        return event.id();
    }

    @Override
    public long eventTimeMs(Reading event) {
        return event.timeMs();
    }

    @Override
    public String labelEntityKey(Mark label) {
        return label.entity();
    }

    @Override
    public String labelledEventId(Mark label) {
        return label.id();
    }

    @Override
    public long labelledTimeMs(Mark label) {
        return label.timeMs();
    }

    @Override
    public long availableAtMs(Mark label) {
        return label.availableAtMs();
    }

    @Override
    public boolean isPositive(Mark label) {
        return label.positive();
    }

    @Override
    public long reachMs() {
        return REACH;
    }

    @Override
    public boolean isRemembered() throws Exception {
        return newest.value() != null;
    }

    @Override
    public FeaturizedEvent apply(Reading event, long horizonMs) throws Exception {
        events.update(valueOf(events) + 1);
        touch(event.timeMs());
        float[] features = {event.value(), valueOf(events), valueOf(marks)};
        return new FeaturizedEvent(
                event.id(), event.entity(), event.timeMs(), 0, features, new float[0]);
    }

    @Override
    public void label(Mark label, long horizonMs) throws Exception {
        touch(label.timeMs());
        if (label.positive()) {
            marks.update(valueOf(marks) + 1);
        }
    }

    @Override
    public long trim(long horizonMs) throws Exception {
        Long last = newest.value();
        if (last == null || last > horizonMs - REACH) {
            return last == null ? Long.MIN_VALUE : last;
        }
        events.clear();
        marks.clear();
        newest.clear();
        return Long.MIN_VALUE;
    }

    private void touch(long timeMs) throws Exception {
        newest.update(Math.max(timeMs, newest.value() == null ? timeMs : newest.value()));
    }

    private static long valueOf(ValueState<Long> state) throws Exception {
        Long value = state.value();
        return value == null ? 0 : value;
    }
}
