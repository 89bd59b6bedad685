// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.firstpass;

import dev.sluice.decisioning.release.ModelFigures;
import dev.sluice.decisioning.release.ModelFiguresSum;
import dev.sluice.decisioning.release.ModelLine;
import dev.sluice.decisioning.release.ModelStatus;
import dev.sluice.decisioning.release.ModelStatus.State;
import dev.sluice.decisioning.release.Release;
import dev.sluice.decisioning.release.ReleaseMode;
import dev.sluice.decisioning.release.Trial;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.stream.model.ModelPreparation;
import dev.sluice.stream.model.ModelProvider;
import dev.sluice.stream.model.ReleaseSupport;

import org.apache.flink.runtime.execution.SuppressRestartsException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The versions of the first-pass model that a subtask holds: the live one, one on trial, one that
 * is being prepared.
 *
 * <p><b>Owned state:</b> the opened models. <b>Lifecycle:</b> opened with the operator, told by
 * control messages between two batches, closed with it. <b>Threading:</b> task thread only; a
 * version is opened on a thread of its own and taken over when it is asked for.
 */
final class FirstPassModels implements AutoCloseable {

    /** Where a version is tried. */
    static final class Tried {

        private final Trial trial;
        private final Scorer scorer;
        private final ModelFiguresSum sum = new ModelFiguresSum();

        Tried(Trial trial, Scorer scorer) {
            this.trial = trial;
            this.scorer = scorer;
        }

        Trial trial() {
            return trial;
        }

        Scorer scorer() {
            return scorer;
        }

        ModelFiguresSum sum() {
            return sum;
        }

        boolean decides() {
            return trial.mode() == ReleaseMode.CANARY;
        }
    }

    /** Where a subtask is. */
    record Place(String job, int subtask, int parallelism) {}

    private static final Logger LOG = LoggerFactory.getLogger(FirstPassModels.class);

    private final ModelProvider initial;
    private final ReleaseSupport releases;
    private final ClassLoader loader;
    private final int maxRows;
    private final Place place;
    private final Consumer<ModelStatus> statuses;

    private Scorer live;

    /** Rows that every version has to take at once. */
    private int batchRows;

    private long liveAttempt;
    private String model = "";
    private ModelFiguresSum liveSum = new ModelFiguresSum();
    private Tried tried;
    private Trial preparing;
    private ModelPreparation<Scorer> preparation;
    private boolean told;
    private ModelFigures lastLive = ModelFigures.NONE;
    private ModelFigures lastTried = ModelFigures.NONE;

    FirstPassModels(
            ModelProvider initial,
            ReleaseSupport releases,
            ClassLoader loader,
            int maxRows,
            Place place,
            Consumer<ModelStatus> statuses) {
        this.initial = initial;
        this.releases = releases;
        this.loader = loader;
        this.maxRows = maxRows;
        this.place = place;
        this.statuses = statuses;
    }

    /** Opens the model that the job starts with. */
    void open() {
        live = Scorer.open(initial, loader, maxRows);
        batchRows = live.capacity();
    }

    Scorer live() {
        return live;
    }

    /** The version on trial, or null. */
    Tried tried() {
        return tried;
    }

    /** What the live version has done, if it was released while the job runs. */
    ModelFiguresSum liveSum() {
        return liveSum;
    }

    /** Whether the live version is one that was released while the job runs. */
    boolean isReleased() {
        return liveAttempt > 0;
    }

    /** Versions that are loaded, or being loaded. */
    int loaded() {
        return held().size() + (preparing == null ? 0 : 1);
    }

    /** Follows the book; for a time between two batches. */
    void follow(ModelLine line, long nowMs) {
        model = line.model();
        List<Scorer> before = held();
        long attemptBefore = liveAttempt;
        if (line.attempt() != liveAttempt) {
            live = require(line.live(), line.attempt());
            liveAttempt = line.attempt();
            liveSum = new ModelFiguresSum();
            lastLive = ModelFigures.NONE;
        }
        Optional<Trial> trial = line.trial();
        if (trial.isEmpty()) {
            tried = null;
        } else if (tried == null || tried.trial().attempt() != trial.get().attempt()) {
            tried = tryOut(trial.get(), nowMs);
            lastTried = ModelFigures.NONE;
        }
        prepare(line.preparation().orElse(null));
        close(before, attemptBefore, nowMs);
        poll(nowMs);
    }

    /** Whether there is something to report before long. */
    boolean isBusy() {
        return preparing != null || tried != null || liveAttempt > 0;
    }

    /** Reports what has been prepared, or cannot be. */
    void poll(long nowMs) {
        if (preparing == null || told || !preparation.isDone()) {
            return;
        }
        told = true;
        try {
            preparation.await();
            say(preparing, State.PREPARED, "", ModelFigures.NONE, nowMs);
        } catch (ModelLoadException e) {
            LOG.warn(
                    "Version '{}' of {} is refused: {}",
                    preparing.release().version(),
                    model,
                    e.getMessage());
            say(preparing, State.REFUSED, e.getMessage(), ModelFigures.NONE, nowMs);
        }
    }

    /** Reports what was done since, if anything was. */
    void reportFigures(long nowMs) {
        if (tried != null) {
            ModelFigures now = tried.sum().figures();
            if (!now.equals(lastTried)) {
                lastTried = now;
                say(tried.trial(), State.FIGURES, "", now, nowMs);
            }
        }
        if (liveAttempt > 0) {
            ModelFigures now = liveSum.figures();
            if (!now.equals(lastLive)) {
                lastLive = now;
                say(live.version(), liveAttempt, State.FIGURES, "", now, nowMs);
            }
        }
    }

    @Override
    public void close() {
        if (preparation != null && !isHeld(preparation)) {
            preparation.discard();
        }
        for (Scorer scorer : held()) {
            scorer.close();
        }
    }

    /** The version that has to be live: taken over if it is there, else waited for. */
    private Scorer require(Release release, long attempt) {
        try {
            return obtain(release, attempt);
        } catch (ModelLoadException e) {
            // it was live before a restart, and nothing else may answer in its place
            throw new SuppressRestartsException(e);
        }
    }

    private Tried tryOut(Trial trial, long nowMs) {
        try {
            return new Tried(trial, obtain(trial.release(), trial.attempt()));
        } catch (ModelLoadException e) {
            say(trial, State.REFUSED, e.getMessage(), ModelFigures.NONE, nowMs);
            return null;
        }
    }

    private Scorer obtain(Release release, long attempt) throws ModelLoadException {
        if (preparing != null
                && (preparing.attempt() == attempt
                        || preparing.release().version().equals(release.version()))) {
            return preparation.await();
        }
        if (tried != null && tried.trial().release().version().equals(release.version())) {
            return tried.scorer();
        }
        return opening(release).open();
    }

    private void prepare(Trial wanted) {
        if (wanted == null) {
            drop();
            return;
        }
        if (preparing != null && preparing.attempt() == wanted.attempt()) {
            return;
        }
        drop();
        preparing = wanted;
        told = false;
        Release release = wanted.release();
        if (tried != null && tried.trial().release().version().equals(release.version())) {
            preparation = ModelPreparation.done(tried.scorer());
        } else {
            preparation =
                    ModelPreparation.start(
                            opening(release),
                            loader,
                            "sluice-model-loader-first-pass-" + place.subtask());
        }
    }

    private ModelPreparation.Opening<Scorer> opening(Release release) {
        return () ->
                Scorer.prepare(
                        release.startedWith() ? initial : releases.models().provider(release),
                        loader,
                        maxRows,
                        batchRows);
    }

    private void drop() {
        if (preparation != null && !isHeld(preparation)) {
            preparation.discard();
        }
        preparing = null;
        preparation = null;
    }

    private boolean isHeld(ModelPreparation<Scorer> some) {
        return held().stream().anyMatch(scorer -> holds(some, scorer));
    }

    private boolean isPrepared(Scorer scorer) {
        return preparation != null && holds(preparation, scorer);
    }

    private static boolean holds(ModelPreparation<Scorer> some, Scorer scorer) {
        try {
            return some.isDone() && some.await() == scorer;
        } catch (ModelLoadException e) {
            return false;
        }
    }

    private List<Scorer> held() {
        List<Scorer> held = new ArrayList<>();
        if (live != null) {
            held.add(live);
        }
        if (tried != null && tried.scorer() != live) {
            held.add(tried.scorer());
        }
        return held;
    }

    private void close(List<Scorer> before, long attemptBefore, long nowMs) {
        List<Scorer> now = held();
        for (Scorer scorer : before) {
            if (now.contains(scorer) || isPrepared(scorer)) {
                continue;
            }
            scorer.close();
            say(scorer.version(), attemptBefore, State.CLOSED, "", ModelFigures.NONE, nowMs);
        }
    }

    private void say(Trial trial, State state, String detail, ModelFigures figures, long nowMs) {
        say(trial.release().version(), trial.attempt(), state, detail, figures, nowMs);
    }

    private void say(
            String version,
            long attempt,
            State state,
            String detail,
            ModelFigures figures,
            long nowMs) {
        statuses.accept(
                new ModelStatus(
                        place.job(),
                        model,
                        version,
                        attempt,
                        state,
                        place.subtask(),
                        place.parallelism(),
                        detail,
                        figures,
                        nowMs));
    }
}
