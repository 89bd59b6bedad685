// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.label;

import dev.sluice.decisioning.event.Feedback;
import dev.sluice.decisioning.quality.JoinRules;
import dev.sluice.decisioning.quality.Label;
import dev.sluice.decisioning.quality.LabelledFeedback;
import dev.sluice.decisioning.quality.QualityChange;
import dev.sluice.decisioning.quality.Truth;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

import java.util.Iterator;
import java.util.Map;

/**
 * Joins the decisions about an event with its labels, whichever comes first, and says how the
 * figures change: a decision joins them as soon as it comes, with its label pending, and again
 * whenever more is known, after it has left them as it was.
 *
 * <p><b>Owned state,</b> by event id: the decision that stands and what is known, from its coming
 * until its horizon; labels without a decision, until they are no longer early. What comes later is
 * counted and dropped. What is emitted adds up to the same whatever the order of arrival, as long
 * as nothing comes behind the watermark by more than that.
 */
final class LabelJoinFunction
        extends KeyedCoProcessFunction<String, Feedback, Label, QualityChange> {

    private static final long serialVersionUID = 1L;

    private final JoinRules rules;

    private transient ValueState<LabelledFeedback> joined;
    private transient MapState<Long, Boolean> waiting;
    private transient LabelJoinMetrics metrics;

    LabelJoinFunction(JoinRules rules) {
        this.rules = rules;
    }

    @Override
    public void open(OpenContext context) {
        joined =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "joined", TypeInformation.of(LabelledFeedback.class)));
        waiting =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        "waiting-labels", Types.LONG, Types.BOOLEAN));
        metrics = new LabelJoinMetrics(getRuntimeContext().getMetricGroup());
    }

    LabelJoinMetrics metrics() {
        return metrics;
    }

    @Override
    public void processElement1(Feedback feedback, Context context, Collector<QualityChange> out)
            throws Exception {
        TimerService timers = context.timerService();
        if (!JoinRules.readable(feedback)) {
            metrics.badFeedback.inc();
            return;
        }
        if (rules.expiryMs(feedback) <= timers.currentWatermark()) {
            metrics.lateFeedback.inc();
            return;
        }
        LabelledFeedback known = joined.value();
        if (known == null) {
            set(withWaitingLabels(feedback), out);
        } else if (JoinRules.replaces(feedback, known.feedback())) {
            metrics.replacedFeedback.inc();
            out.collect(QualityChange.leaves(known));
            set(known.with(feedback), out);
        } else {
            metrics.duplicateFeedback.inc();
            return;
        }
        timers.registerEventTimeTimer(rules.expiryMs(feedback));
    }

    @Override
    public void processElement2(Label label, Context context, Collector<QualityChange> out)
            throws Exception {
        LabelledFeedback known = joined.value();
        if (known == null) {
            await(label, context);
        } else if (!rules.counts(label, known.feedback())) {
            metrics.labelsOutOfRange.inc();
        } else if (!JoinRules.replaces(label, known)) {
            metrics.duplicateLabels.inc();
        } else if (label.truth() == known.truth()) {
            metrics.duplicateLabels.inc();
            joined.update(known.with(label));
        } else {
            (known.truth() == Truth.PENDING ? metrics.joinedLabels : metrics.correctedLabels).inc();
            out.collect(QualityChange.leaves(known));
            set(known.with(label), out);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<QualityChange> out)
            throws Exception {
        LabelledFeedback known = joined.value();
        if (known != null && rules.expiryMs(known.feedback()) <= timestamp) {
            if (known.truth() == Truth.PENDING) {
                metrics.missingLabels.inc();
                out.collect(QualityChange.leaves(known));
                out.collect(QualityChange.joins(known.expired()));
            }
            joined.clear();
        }
        for (Iterator<Map.Entry<Long, Boolean>> labels = waiting.iterator(); labels.hasNext(); ) {
            if (rules.expiryMs(label(context.getCurrentKey(), labels.next())) <= timestamp) {
                metrics.unmatchedLabels.inc();
                labels.remove();
            }
        }
        if (waiting.isEmpty()) {
            // on the heap, an empty map would stay
            waiting.clear();
        }
    }

    private void await(Label label, Context context) throws Exception {
        long expiryMs = rules.expiryMs(label);
        if (expiryMs <= context.timerService().currentWatermark()) {
            metrics.unmatchedLabels.inc();
            return;
        }
        Boolean bad = waiting.get(label.availableAtMs());
        if (bad != null) {
            metrics.duplicateLabels.inc();
        }
        waiting.put(label.availableAtMs(), label.bad() || Boolean.TRUE.equals(bad));
        context.timerService().registerEventTimeTimer(expiryMs);
    }

    private LabelledFeedback withWaitingLabels(Feedback feedback) throws Exception {
        LabelledFeedback record = LabelledFeedback.pending(feedback);
        for (Map.Entry<Long, Boolean> entry : waiting.entries()) {
            Label label = label(feedback.eventId(), entry);
            if (!rules.counts(label, feedback)) {
                metrics.labelsOutOfRange.inc();
            } else if (JoinRules.replaces(label, record)) {
                record = record.with(label);
            }
        }
        waiting.clear();
        if (record.truth() != Truth.PENDING) {
            metrics.joinedLabels.inc();
        }
        return record;
    }

    private void set(LabelledFeedback record, Collector<QualityChange> out) throws Exception {
        joined.update(record);
        out.collect(QualityChange.joins(record));
    }

    private static Label label(String eventId, Map.Entry<Long, Boolean> waiting) {
        return new Label(eventId, waiting.getValue(), waiting.getKey());
    }
}
