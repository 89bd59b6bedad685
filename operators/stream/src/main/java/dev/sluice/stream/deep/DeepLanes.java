// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.release.ModelFigures;
import dev.sluice.decisioning.release.ModelLine;
import dev.sluice.decisioning.release.ModelStatus;
import dev.sluice.decisioning.release.ModelStatus.State;
import dev.sluice.decisioning.release.Release;
import dev.sluice.decisioning.release.Trial;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.stream.model.ModelPreparation;

import org.apache.flink.runtime.execution.SuppressRestartsException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The versions of the deep model that a subtask holds, each a {@link DeepLane}: the live one, one
 * on trial, one that is being prepared, and those whose last records are not decided yet.
 *
 * <p><b>Threading:</b> told by the task; lanes answer on their own threads, versions are opened on
 * threads of their own, and those that are done with are closed by the clock.
 */
final class DeepLanes implements AutoCloseable {

    /** How often it is looked whether a version is done with. */
    private static final long LOOK_MS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(DeepLanes.class);

    /** Opens a lane of a release. */
    @FunctionalInterface
    interface Opening {

        /**
         * Opens it, on the thread that asks.
         *
         * @throws ModelLoadException if the version cannot be used
         */
        DeepLane open(Release release, long attempt) throws ModelLoadException;
    }

    private final Opening opening;
    private final Deadlines clock;
    private final long lingerMs;
    private final ClassLoader loader;
    private final String threadName;
    private final Function<Said, ModelStatus> statuses;

    /** Those that are done with and not closed yet. */
    private final List<DeepLane> leaving = new ArrayList<>();

    private volatile DeepLane live;
    private volatile Optional<DeepLane> tried = Optional.empty();
    private Optional<Trial> preparing = Optional.empty();
    private ModelPreparation<DeepLane> preparation;

    /**
     * What is said of a version.
     *
     * @param version the version
     * @param attempt number of its preparation
     * @param state what happened
     * @param detail the same for a person
     * @param figures what it has done
     */
    record Said(String version, long attempt, State state, String detail, ModelFigures figures) {}

    /**
     * Lanes that begin with one.
     *
     * @param lingerMs time after which no gate sends anything to a version that it has left
     */
    DeepLanes(
            DeepLane live,
            Opening opening,
            Deadlines clock,
            long lingerMs,
            ClassLoader loader,
            String threadName,
            Function<Said, ModelStatus> statuses) {
        this.live = live;
        this.opening = opening;
        this.clock = clock;
        this.lingerMs = lingerMs;
        this.loader = loader;
        this.threadName = threadName;
        this.statuses = statuses;
    }

    DeepLane live() {
        return live;
    }

    /** All that may have records, the live one first. */
    synchronized List<DeepLane> all() {
        List<DeepLane> all = new ArrayList<>();
        all.add(live);
        tried.ifPresent(all::add);
        all.addAll(leaving);
        return all;
    }

    /** Versions that are loaded, or being loaded. */
    synchronized int loaded() {
        return all().size() + (preparing.isPresent() ? 1 : 0);
    }

    /**
     * The version that a record asks for, as long as it is here; else the live one. It stays until
     * the record is answered.
     */
    synchronized DeepLane enter(Escalation escalation) {
        String asked = escalation.deepModelVersion();
        DeepLane found = live;
        if (!live.version().equals(asked)) {
            found =
                    all().stream()
                            .filter(lane -> lane.version().equals(asked))
                            .findFirst()
                            .orElse(live);
        }
        found.enter();
        return found;
    }

    /**
     * Follows the book.
     *
     * @return what will be said when it has happened
     */
    List<CompletableFuture<DeepOutput>> follow(ModelLine line, long policyIssuedAtMs) {
        List<CompletableFuture<DeepOutput>> later = new ArrayList<>();
        List<DeepLane> before = all();
        if (line.attempt() != live.attempt()) {
            live = require(line.live(), line.attempt());
        }
        live.live(line.attempt());
        if (line.attempt() > 0) {
            live.fittedSince(policyIssuedAtMs);
        }
        tried = trial(line, later);
        prepare(line.preparation(), later);
        for (DeepLane lane : before) {
            if (!holds(lane) && !isLeaving(lane)) {
                later.add(leave(lane));
            }
        }
        return later;
    }

    @Override
    public synchronized void close() {
        all().forEach(DeepLane::close);
        if (preparation != null) {
            preparation.discard();
        }
    }

    private Optional<DeepLane> trial(ModelLine line, List<CompletableFuture<DeepOutput>> later) {
        if (line.trial().isEmpty()) {
            return Optional.empty();
        }
        Trial trial = line.trial().get();
        try {
            DeepLane lane = tried.filter(known -> known.attempt() == trial.attempt()).orElse(null);
            if (lane == null) {
                lane = obtain(trial.release(), trial.attempt());
            }
            lane.tried(trial.mode());
            return Optional.of(lane);
        } catch (ModelLoadException e) {
            later.add(CompletableFuture.completedFuture(say(trial, State.REFUSED, e.getMessage())));
            return Optional.empty();
        }
    }

    private DeepLane require(Release release, long attempt) {
        try {
            return obtain(release, attempt);
        } catch (ModelLoadException e) {
            // it was live before a restart, and nothing else may answer in its place
            throw new SuppressRestartsException(e);
        }
    }

    private DeepLane obtain(Release release, long attempt) throws ModelLoadException {
        if (preparing
                .filter(
                        trial ->
                                trial.attempt() == attempt
                                        || trial.release().version().equals(release.version()))
                .isPresent()) {
            DeepLane lane = preparation.await();
            preparation = null;
            return lane;
        }
        return opening.open(release, attempt);
    }

    private void prepare(Optional<Trial> wanted, List<CompletableFuture<DeepOutput>> later) {
        if (wanted.map(Trial::attempt).equals(preparing.map(Trial::attempt))) {
            return;
        }
        if (preparation != null) {
            preparation.discard();
        }
        preparing = wanted;
        preparation = null;
        if (wanted.isEmpty()) {
            return;
        }
        Trial trial = wanted.get();
        ModelPreparation<DeepLane> next =
                ModelPreparation.start(
                        () -> opening.open(trial.release(), trial.attempt()), loader, threadName);
        preparation = next;
        CompletableFuture<DeepOutput> said = new CompletableFuture<>();
        next.whenDone(() -> said.complete(outcome(trial, next)));
        later.add(said);
    }

    private DeepOutput outcome(Trial trial, ModelPreparation<DeepLane> done) {
        try {
            done.await();
            return say(trial, State.PREPARED, "");
        } catch (ModelLoadException e) {
            LOG.warn(
                    "Version '{}' of the deep model is refused: {}",
                    trial.release().version(),
                    e.getMessage());
            return say(trial, State.REFUSED, e.getMessage());
        }
    }

    private boolean holds(DeepLane lane) {
        return lane == live || tried.filter(known -> known == lane).isPresent();
    }

    private synchronized boolean isLeaving(DeepLane lane) {
        return leaving.contains(lane);
    }

    /** Closes a version when its last record is decided. */
    private synchronized CompletableFuture<DeepOutput> leave(DeepLane lane) {
        leaving.add(lane);
        CompletableFuture<DeepOutput> closed = new CompletableFuture<>();
        look(lane, clock.nowMs() + lingerMs, closed);
        return closed;
    }

    private void look(DeepLane lane, long atMs, CompletableFuture<DeepOutput> closed) {
        clock.schedule(
                atMs,
                () -> {
                    if (!remove(lane)) {
                        look(lane, clock.nowMs() + LOOK_MS, closed);
                        return;
                    }
                    lane.close();
                    closed.complete(
                            DeepOutput.of(
                                    statuses.apply(
                                            new Said(
                                                    lane.version(),
                                                    lane.attempt(),
                                                    State.CLOSED,
                                                    "",
                                                    lane.figures()))));
                });
    }

    /** Whether nothing is open in a lane, which nobody finds any more from here on. */
    private synchronized boolean remove(DeepLane lane) {
        return lane.open() == 0 && leaving.remove(lane);
    }

    private DeepOutput say(Trial trial, State state, String detail) {
        return DeepOutput.of(
                statuses.apply(
                        new Said(
                                trial.release().version(),
                                trial.attempt(),
                                state,
                                detail,
                                ModelFigures.NONE)));
    }
}
