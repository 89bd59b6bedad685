// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.firstpass;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.event.ScoredEvent;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.gate.Thresholds;
import dev.sluice.decisioning.release.ModelFiguresSum;
import dev.sluice.decisioning.release.ModelStatus;
import dev.sluice.decisioning.release.ReleaseBook;
import dev.sluice.decisioning.release.ShadowScore;
import dev.sluice.stream.deadletter.DeadLetters;
import dev.sluice.stream.model.JobPolicy;
import dev.sluice.stream.model.ModelJson;
import dev.sluice.stream.model.ModelProvider;
import dev.sluice.stream.model.ModelStatuses;
import dev.sluice.stream.model.ModelStore;
import dev.sluice.stream.model.ReleaseSupport;

import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.ScheduledFuture;

/**
 * Scores every event in micro-batches, and keeps the order of its input.
 *
 * <p>A batch runs when it is full, when its oldest record has waited for {@code
 * first-pass.batch.max-delay}, and before anything that must not overtake a record: a watermark, a
 * change of idleness, a control message, a checkpoint barrier, the end of the input. So a
 * checkpoint never finds a buffered record, and there is no state: the policy that holds is told
 * again ahead of the first event after a restore, and so are the versions of the model. A model
 * that throws fails the task: without a first pass there is no answer to fall back to.
 *
 * <p>Versions change between two batches. One on trial is asked about its share of the records
 * besides the live one, which is asked about all: in the shadow after the decisions have left, as a
 * canary before. Where it fails, the live one answers.
 */
final class FirstPassOperator extends AbstractStreamOperator<Flow<ScoredEvent>>
        implements OneInputStreamOperator<Flow<FeaturizedEvent>, Flow<ScoredEvent>>,
                BoundedOneInput {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(FirstPassOperator.class);

    /** How often a subtask looks whether a version is prepared. */
    private static final long POLL_MS = 50;

    /** How often it reports what versions have done. */
    private static final long FIGURES_MS = 1_000;

    private final ModelProvider provider;
    private final JobPolicy policies;
    private final FirstPassConfig config;
    private final ReleaseSupport releases;
    private final long maxDelayMs;

    private Policy policy;
    private long policyIssuedAtMs = Long.MIN_VALUE;
    private long modelsIssuedAtMs = Long.MIN_VALUE;
    private FirstPassModels models;
    private FirstPassMetrics metrics;
    private StreamRecord<Flow<ScoredEvent>> out;

    private int featureWidth;
    private FeaturizedEvent[] events;
    private boolean[] timestamped;
    private long[] timestamps;
    private long[] arrivedNanos;

    /** Row in the batch of the version on trial, or -1. */
    private int[] triedRows;

    /** When the batch that is forming has to run. */
    private long dueMs;

    /** The one armed timer, or null. */
    private ScheduledFuture<?> timer;

    /** Looks after versions that come and go, or null. */
    private ScheduledFuture<?> releaseTimer;

    private long figuresDueMs;

    FirstPassOperator(
            StreamOperatorParameters<Flow<ScoredEvent>> parameters,
            ModelProvider provider,
            JobPolicy policies,
            FirstPassConfig config,
            ReleaseSupport releases) {
        super(parameters);
        this.provider = provider;
        this.policies = policies;
        this.policy = policies.initial();
        this.config = config;
        this.releases = releases;
        this.maxDelayMs = config.maxDelay().toMillis();
    }

    @Override
    public void open() throws Exception {
        super.open();
        TaskInfo task = getRuntimeContext().getTaskInfo();
        models =
                new FirstPassModels(
                        provider,
                        releases,
                        getUserCodeClassloader(),
                        config.maxSize(),
                        new FirstPassModels.Place(
                                releases.job(),
                                task.getIndexOfThisSubtask(),
                                task.getNumberOfParallelSubtasks()),
                        this::tell);
        models.open();
        // whatever fails from here on, close() releases the model
        int capacity = models.live().capacity();
        featureWidth = models.live().width();
        events = new FeaturizedEvent[capacity];
        timestamped = new boolean[capacity];
        timestamps = new long[capacity];
        arrivedNanos = new long[capacity];
        triedRows = new int[capacity];
        out = new StreamRecord<>(null);
        metrics = new FirstPassMetrics(getMetricGroup(), models);
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
                            + models.live().version()
                            + " expects "
                            + featureWidth);
            return;
        }
        buffer(event, element);
        int size = models.live().rows();
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
        if (releaseTimer != null) {
            releaseTimer.cancel(false);
        }
        try {
            if (models != null) {
                models.close();
            }
        } finally {
            super.close();
        }
    }

    private void obey(ControlMessage message) {
        try {
            switch (message.kind()) {
                case POLICY -> obey(policies.reader().read(message.value()), message.issuedAtMs());
                case MODELS -> follow(message);
                default -> {
                    // for the gate
                }
            }
        } catch (IllegalArgumentException e) {
            LOG.warn("Control message {} is ignored: {}", message, e.getMessage());
        }
    }

    private void obey(Policy published, long issuedAtMs) {
        if (issuedAtMs >= policyIssuedAtMs) {
            policy = published;
            policyIssuedAtMs = issuedAtMs;
        }
    }

    /** Between two batches: models and the policy that was fitted to them change together. */
    private void follow(ControlMessage message) {
        if (message.issuedAtMs() <= modelsIssuedAtMs) {
            return;
        }
        ReleaseBook book = ModelJson.book(message.value());
        modelsIssuedAtMs = message.issuedAtMs();
        models.follow(book.line(ModelStore.FIRST_PASS), nowMs());
        if (book.changedPolicy()) {
            obey(book.policy(), book.policyIssuedAtMs());
        }
        if (releaseTimer == null && models.isBusy()) {
            armReleaseTimer();
        }
    }

    private void armReleaseTimer() {
        releaseTimer =
                getProcessingTimeService()
                        .registerTimer(nowMs() + POLL_MS, this::lookAfterReleases);
    }

    private void lookAfterReleases(long firedAtMs) {
        releaseTimer = null;
        // a timer may be late
        long nowMs = nowMs();
        models.poll(nowMs);
        if (nowMs >= figuresDueMs) {
            figuresDueMs = nowMs + FIGURES_MS;
            models.reportFigures(nowMs);
        }
        if (models.isBusy()) {
            armReleaseTimer();
        }
    }

    private void tell(ModelStatus status) {
        output.collect(ModelStatuses.TAG, new StreamRecord<>(status));
    }

    private long nowMs() {
        return getProcessingTimeService().getCurrentProcessingTime();
    }

    /** The buffer outlives the call, the stream record does not: it is reused upstream. */
    private void buffer(FeaturizedEvent event, StreamRecord<?> element) {
        int row = models.live().add(event.features());
        FirstPassModels.Tried tried = models.tried();
        triedRows[row] =
                tried != null && tried.trial().takes(event.entityKey())
                        ? tried.scorer().add(event.features())
                        : -1;
        events[row] = event;
        timestamped[row] = element.hasTimestamp();
        timestamps[row] = timestampOf(element);
        arrivedNanos[row] = System.nanoTime();
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
        if (models.live().rows() == 0) {
            return;
        }
        if (firedAtMs >= dueMs) {
            flush();
        } else {
            arm();
        }
    }

    private void flush() {
        Scorer live = models.live();
        int rows = live.rows();
        if (rows == 0) {
            return;
        }
        long start = System.nanoTime();
        live.run();
        metrics.batch(rows, (start - arrivedNanos[0]) / 1000, live.micros());
        FirstPassModels.Tried tried = models.tried();
        boolean triedFirst = tried != null && tried.decides();
        TrialBatch trial = triedFirst ? TrialBatch.run(tried, live) : TrialBatch.NONE;
        // a control message never comes while a batch is emitted
        live.clear();
        for (int row = 0; row < rows; row++) {
            boolean byTrial = trial.answers(triedRows[row]) && tried.trial().decides(key(row));
            score(row, live, byTrial ? tried : null, (start - arrivedNanos[row]) / 1000);
        }
        if (tried != null && !triedFirst) {
            trial = TrialBatch.run(tried, live);
        }
        if (trial.ran()) {
            for (int row = 0; row < rows; row++) {
                if (triedRows[row] >= 0) {
                    compare(row, live, tried, trial);
                }
            }
        }
        if (models.isReleased()) {
            models.liveSum().called(rows, live.micros(), rows, live.micros());
        }
        for (int row = 0; row < rows; row++) {
            events[row] = null;
        }
    }

    private String key(int row) {
        return events[row].entityKey();
    }

    /** Emits the answer of the live version, or of the one on trial. */
    private void score(int row, Scorer live, FirstPassModels.Tried tried, long batchMicros) {
        FeaturizedEvent event = events[row];
        Scorer by = tried == null ? live : tried.scorer();
        int at = tried == null ? row : triedRows[row];
        float probability = by.probability(at);
        float novelty = by.novelty(at);
        if (Float.isNaN(probability) || Float.isNaN(novelty)) {
            models.liveSum().gaveNoProbability();
            refuse(
                    event,
                    DeadLetter.Reason.BAD_OUTPUT,
                    "event '"
                            + event.eventId()
                            + "': model "
                            + by.version()
                            + " gave "
                            + by.said(at)
                            + "; expected both in [0, 1]");
            return;
        }
        metrics.scored();
        emit(
                Flow.event(
                        new ScoredEvent(
                                event,
                                probability,
                                calibration(tried).apply(probability),
                                novelty,
                                by.version(),
                                batchMicros,
                                by.micros(),
                                by.device(),
                                by.natives())),
                timestamped[row],
                timestamps[row]);
    }

    /** Tells what the version on trial says beside the live one. */
    private void compare(int row, Scorer live, FirstPassModels.Tried tried, TrialBatch trial) {
        float raw = live.probability(row);
        if (!trial.answers(triedRows[row]) || Float.isNaN(raw)) {
            return;
        }
        FeaturizedEvent event = events[row];
        double own = calibration(tried).apply(tried.scorer().probability(triedRows[row]));
        double other = policy.firstPass().apply(raw);
        Thresholds thresholds = policy.thresholds(event.stake());
        Outcome ownOutcome = thresholds.outcome(own);
        Outcome otherOutcome = thresholds.outcome(other);
        tried.sum().compared(own, other, ModelFiguresSum.Agreement.of(ownOutcome, otherOutcome));
        output.collect(
                ModelStatuses.SHADOW,
                new StreamRecord<>(
                        new ShadowScore(
                                event.eventId(),
                                event.entityKey(),
                                event.eventTimeMs(),
                                ModelStore.FIRST_PASS,
                                tried.scorer().version(),
                                tried.trial().mode(),
                                own,
                                ownOutcome,
                                live.version(),
                                other,
                                otherOutcome,
                                policy.version())));
    }

    private Calibration calibration(FirstPassModels.Tried tried) {
        return tried == null ? policy.firstPass() : tried.trial().release().policy().firstPass();
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
