// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.firstpass;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.calibration.UnitShare;
import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.decisioning.event.ScoredEvent;
import dev.sluice.inference.ModelBackend;
import dev.sluice.stream.deadletter.DeadLetters;
import dev.sluice.stream.model.JobPolicy;
import dev.sluice.stream.model.ModelProvider;
import dev.sluice.stream.model.OpenedModel;

import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;
import java.util.concurrent.ScheduledFuture;

/**
 * Scores every event in micro-batches, and keeps the order of its input.
 *
 * <p>A batch runs when it is full, when its oldest record has waited for {@code
 * first-pass.batch.max-delay}, and before anything that must not overtake a record: a watermark, a
 * change of idleness, a control message, a checkpoint barrier, the end of the input. So a
 * checkpoint never finds a buffered record, and there is no state: the policy that holds is told
 * again ahead of the first event after a restore. A model that throws fails the task: without a
 * first pass there is no answer to fall back to.
 */
final class FirstPassOperator extends AbstractStreamOperator<Flow<ScoredEvent>>
        implements OneInputStreamOperator<Flow<FeaturizedEvent>, Flow<ScoredEvent>>,
                BoundedOneInput {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(FirstPassOperator.class);

    private static final String SIGNATURE = "serving_default";
    private static final String FEATURES = "features";
    private static final String PROBABILITY = "probability";
    private static final String NOVELTY = "novelty";

    private final ModelProvider provider;
    private final JobPolicy policies;
    private final FirstPassConfig config;
    private final long maxDelayMs;

    private Calibration calibration;
    private long policyIssuedAtMs = Long.MIN_VALUE;
    private ModelBackend model;
    private FirstPassMetrics metrics;
    private StreamRecord<Flow<ScoredEvent>> out;
    private String modelVersion;
    private String device;
    private String natives;

    private int featureWidth;
    private Map<String, float[]> inputs;
    private float[] features;
    private FeaturizedEvent[] events;
    private boolean[] timestamped;
    private long[] timestamps;
    private long[] arrivedNanos;
    private int size;

    /** When the batch that is forming has to run. */
    private long dueMs;

    /** The one armed timer, or null. */
    private ScheduledFuture<?> timer;

    FirstPassOperator(
            StreamOperatorParameters<Flow<ScoredEvent>> parameters,
            ModelProvider provider,
            JobPolicy policies,
            FirstPassConfig config) {
        super(parameters);
        this.provider = provider;
        this.policies = policies;
        this.calibration = policies.initial().firstPass();
        this.config = config;
        this.maxDelayMs = config.maxDelay().toMillis();
    }

    @Override
    public void open() throws Exception {
        super.open();
        model = OpenedModel.open(provider, getUserCodeClassloader());
        // whatever fails from here on, close() releases the model
        modelVersion = model.manifest().version();
        device = model.device().label();
        natives = model.device().natives();
        int capacity = Math.min(config.maxSize(), model.manifest().maxRows());
        featureWidth = model.manifest().signature(SIGNATURE).input(FEATURES).width();
        features = new float[capacity * featureWidth];
        inputs = Map.of(FEATURES, features);
        events = new FeaturizedEvent[capacity];
        timestamped = new boolean[capacity];
        timestamps = new long[capacity];
        arrivedNanos = new long[capacity];
        out = new StreamRecord<>(null);
        metrics = new FirstPassMetrics(getMetricGroup());
    }

    @Override
    public void processElement(StreamRecord<Flow<FeaturizedEvent>> element) {
        Flow<FeaturizedEvent> flow = element.getValue();
        if (flow.isControl()) {
            flush();
            obey(flow.control());
            emit(Flow.control(flow.control()), element.hasTimestamp(), timestampOf(element));
            return;
        }
        FeaturizedEvent event = flow.event();
        if (event.features().length != featureWidth) {
            refuse(
                    event,
                    DeadLetter.Reason.BAD_FEATURES,
                    event.features().length
                            + " features; model "
                            + modelVersion
                            + " expects "
                            + featureWidth);
            return;
        }
        buffer(event, element);
        if (size == events.length || maxDelayMs == 0) {
            flush();
        } else if (size == 1) {
            dueMs = getProcessingTimeService().getCurrentProcessingTime() + maxDelayMs;
            arm();
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        flush();
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

    @Override
    public void close() throws Exception {
        if (timer != null) {
            timer.cancel(false);
        }
        try {
            if (model != null) {
                model.close();
            }
        } finally {
            super.close();
        }
    }

    private void obey(ControlMessage message) {
        if (message.kind() != ControlMessage.Kind.POLICY
                || message.issuedAtMs() < policyIssuedAtMs) {
            return;
        }
        try {
            calibration = policies.reader().read(message.value()).firstPass();
            policyIssuedAtMs = message.issuedAtMs();
        } catch (IllegalArgumentException e) {
            LOG.warn("Control message {} is ignored: {}", message, e.getMessage());
        }
    }

    /** The buffer outlives the call, the stream record does not: it is reused upstream. */
    private void buffer(FeaturizedEvent event, StreamRecord<?> element) {
        System.arraycopy(event.features(), 0, features, size * featureWidth, featureWidth);
        events[size] = event;
        timestamped[size] = element.hasTimestamp();
        timestamps[size] = timestampOf(element);
        arrivedNanos[size] = System.nanoTime();
        size++;
    }

    /**
     * Arms the timer if it is not armed. One that is armed for an earlier batch stays, and is moved
     * on when it fires: a full batch costs no timer.
     */
    private void arm() {
        if (timer == null) {
            timer = getProcessingTimeService().registerTimer(dueMs, this::onTimer);
        }
    }

    private void onTimer(long firedAtMs) {
        timer = null;
        if (size == 0) {
            return;
        }
        if (firedAtMs >= dueMs) {
            flush();
        } else {
            arm();
        }
    }

    private void flush() {
        if (size == 0) {
            return;
        }
        int rows = size;
        long start = System.nanoTime();
        Map<String, float[]> outputs = model.run(SIGNATURE, rows, inputs);
        long micros = (System.nanoTime() - start) / 1000;
        metrics.batch(micros);
        float[] probabilities = outputs.get(PROBABILITY);
        float[] novelties = outputs.get(NOVELTY);
        size = 0;
        for (int i = 0; i < rows; i++) {
            FeaturizedEvent event = events[i];
            events[i] = null;
            score(
                    event,
                    i,
                    probabilities[i],
                    novelties[i],
                    (start - arrivedNanos[i]) / 1000,
                    micros);
        }
    }

    private void score(
            FeaturizedEvent event,
            int row,
            float rawProbability,
            float rawNovelty,
            long batchMicros,
            long inferenceMicros) {
        float probability = UnitShare.of(rawProbability);
        float novelty = UnitShare.of(rawNovelty);
        if (Float.isNaN(probability) || Float.isNaN(novelty)) {
            refuse(
                    event,
                    DeadLetter.Reason.BAD_OUTPUT,
                    "event '"
                            + event.eventId()
                            + "': model "
                            + modelVersion
                            + " gave probability "
                            + rawProbability
                            + " and novelty "
                            + rawNovelty
                            + "; expected both in [0, 1]");
            return;
        }
        metrics.scored();
        emit(
                Flow.event(
                        new ScoredEvent(
                                event,
                                probability,
                                calibration.apply(probability),
                                novelty,
                                modelVersion,
                                batchMicros,
                                inferenceMicros,
                                device,
                                natives)),
                timestamped[row],
                timestamps[row]);
    }

    private void refuse(FeaturizedEvent event, DeadLetter.Reason reason, String detail) {
        metrics.refused();
        output.collect(
                DeadLetters.TAG,
                new StreamRecord<>(
                        DeadLetter.within(
                                FirstPassStage.UID,
                                reason,
                                detail,
                                event.entityKey(),
                                getProcessingTimeService().getCurrentProcessingTime())));
    }

    private void emit(Flow<ScoredEvent> flow, boolean hasTimestamp, long timestamp) {
        if (hasTimestamp) {
            out.replace(flow, timestamp);
        } else {
            out.replace(flow);
            out.eraseTimestamp();
        }
        output.collect(out);
    }

    private static long timestampOf(StreamRecord<?> element) {
        return element.hasTimestamp() ? element.getTimestamp() : Long.MIN_VALUE;
    }
}
