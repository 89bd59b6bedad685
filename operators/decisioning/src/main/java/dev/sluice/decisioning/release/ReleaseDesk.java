// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.release;

import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.release.ModelStatus.State;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Takes orders, one preparation a model at a time, and keeps the {@link ReleaseBook}.
 *
 * <p>A version is put to work when every subtask that runs its model has reported it as prepared;
 * it is refused when one cannot prepare it, or not in time. A version on trial, or one that has
 * become live, is taken back when its figures break a {@link RollbackRules rule}. What follows from
 * a call is in {@link #take()}. Not thread-safe.
 */
public final class ReleaseDesk {

    /** Who takes a version back when a rule asks for it. */
    public static final String RULES = "rollback-rules";

    /** Versions that can be gone back to. */
    private static final int KEPT_PAST = 8;

    private static final int KEPT_RETIRED = 32;

    /**
     * What was live before.
     *
     * @param release the version
     * @param policy the policy that held until then
     */
    public record Past(Release release, Policy policy) {

        /** The version with the policy that it had in the end. */
        Release fitted() {
            return new Release(
                    release.model(), release.version(), release.uri(), release.sha256(), policy);
        }
    }

    /**
     * An order that waits for the one before it, with its policy read.
     *
     * @param release the version; of a rollback, the one to go back to
     * @param mode what is asked
     * @param share share of the entities
     */
    public record Pending(Release release, ReleaseMode mode, double share) {}

    /**
     * What the desk has to be told to go on where it was.
     *
     * @param book the book
     * @param bookIssuedAtMs when it was issued
     * @param past what was live before, oldest first
     * @param pending what waits
     * @param prepared subtasks that have prepared what is being prepared, by attempt
     * @param preparingSinceMs since when, by attempt
     * @param policy the policy in force
     * @param policyIssuedAtMs when that was issued
     */
    public record Snapshot(
            ReleaseBook book,
            long bookIssuedAtMs,
            List<Past> past,
            List<Pending> pending,
            Map<Long, List<Integer>> prepared,
            Map<Long, Long> preparingSinceMs,
            Policy policy,
            long policyIssuedAtMs) {}

    /**
     * What has to be told to others.
     *
     * @param book the book, if it has changed
     * @param issuedAtMs when; later than all before
     * @param policy the policy to publish, if a change of models asks for one
     * @param statuses what happened
     * @param orders what the rules have ordered
     */
    public record Outcome(
            Optional<ReleaseBook> book,
            long issuedAtMs,
            Optional<Policy> policy,
            List<ModelStatus> statuses,
            List<ReleaseOrder> orders) {}

    private final ReleaseConfig config;
    private final List<Past> past = new ArrayList<>();
    private final List<Pending> pending = new ArrayList<>();
    private final Map<Long, TreeSet<Integer>> prepared = new HashMap<>();
    private final Map<Long, Long> preparingSinceMs = new HashMap<>();
    private final Map<Long, Map<Integer, ModelFigures>> figures = new HashMap<>();
    private final List<ModelStatus> statuses = new ArrayList<>();
    private final List<ReleaseOrder> orders = new ArrayList<>();

    private ReleaseBook book;
    private long bookIssuedAtMs;
    private Policy policy;
    private long policyIssuedAtMs;
    private boolean changed;
    private Optional<Policy> publish = Optional.empty();

    /** A desk that has not heard of any release. */
    public ReleaseDesk(ReleaseConfig config, Policy policy) {
        this.config = config;
        this.policy = policy;
        this.book = ReleaseBook.startingWith(List.of(config.firstPass(), config.deep()), policy);
    }

    /** A desk that goes on where another one was. */
    public static ReleaseDesk restored(ReleaseConfig config, Policy policy, Snapshot snapshot) {
        ReleaseDesk desk = new ReleaseDesk(config, policy);
        desk.book = snapshot.book();
        desk.bookIssuedAtMs = snapshot.bookIssuedAtMs();
        desk.past.addAll(snapshot.past());
        desk.pending.addAll(snapshot.pending());
        snapshot.prepared()
                .forEach(
                        (attempt, subtasks) -> desk.prepared.put(attempt, new TreeSet<>(subtasks)));
        desk.preparingSinceMs.putAll(snapshot.preparingSinceMs());
        if (snapshot.policyIssuedAtMs() > 0) {
            desk.policy = snapshot.policy();
            desk.policyIssuedAtMs = snapshot.policyIssuedAtMs();
        }
        return desk;
    }

    /** What has to be kept to go on. */
    public Snapshot snapshot() {
        Map<Long, List<Integer>> subtasks = new HashMap<>();
        prepared.forEach((attempt, some) -> subtasks.put(attempt, List.copyOf(some)));
        return new Snapshot(
                book,
                bookIssuedAtMs,
                List.copyOf(past),
                List.copyOf(pending),
                subtasks,
                Map.copyOf(preparingSinceMs),
                policy,
                policyIssuedAtMs);
    }

    /** What holds. */
    public ReleaseBook book() {
        return book;
    }

    /** Figures of a preparation, of all subtasks together. */
    public ModelFigures figures(long attempt) {
        return figures.getOrDefault(attempt, Map.of()).values().stream()
                .reduce(ModelFigures.NONE, ModelFigures::plus);
    }

    /** What has happened since the last call. */
    public Outcome take() {
        Outcome outcome =
                new Outcome(
                        changed ? Optional.of(book) : Optional.empty(),
                        bookIssuedAtMs,
                        publish,
                        List.copyOf(statuses),
                        List.copyOf(orders));
        changed = false;
        publish = Optional.empty();
        statuses.clear();
        orders.clear();
        return outcome;
    }

    /**
     * Takes an order.
     *
     * @param fitted the policy of the order, read; the one in force for a rollback
     */
    public void order(ReleaseOrder order, Policy fitted, long nowMs) {
        if (!book.knows(order.model())) {
            say(order, State.REFUSED, "No such model; expected one of " + models(), nowMs);
            return;
        }
        if (order.mode() == ReleaseMode.ROLLBACK) {
            rollback(order, nowMs);
            return;
        }
        ModelLine line = book.line(order.model());
        if (order.version().equals(line.live().version())) {
            say(order, State.REFUSED, "This version is live already", nowMs);
            return;
        }
        // what is live ends all trials, and a trial the one before it
        pending.removeIf(
                waiting ->
                        waiting.release().model().equals(order.model())
                                && (order.mode() == ReleaseMode.LIVE
                                        || waiting.mode() != ReleaseMode.LIVE));
        pending.add(
                new Pending(
                        new Release(
                                order.model(),
                                order.version(),
                                order.uri(),
                                order.sha256(),
                                fitted),
                        order.mode(),
                        order.share()));
        next(order.model(), nowMs);
    }

    /** Hears what a subtask reports. */
    public void hear(ModelStatus status, long nowMs) {
        if (!status.job().equals(config.job())
                || status.subtask() == ModelStatus.WHOLE_JOB
                || !book.knows(status.model())) {
            return;
        }
        switch (status.state()) {
            case PREPARED -> prepared(status, nowMs);
            case REFUSED -> refused(status, nowMs);
            case FIGURES -> figures(status, nowMs);
            default -> {
                // told for people
            }
        }
    }

    /** Hears of a policy that was published. */
    public void hear(Policy published, long issuedAtMs, long nowMs) {
        if (book.isRetired(published.version())) {
            // whoever learned from the one before has to hear of the one that holds
            if (issuedAtMs >= policyIssuedAtMs) {
                policyIssuedAtMs = Math.max(nowMs, issuedAtMs + 1);
                publish = Optional.of(policy);
                book = book.under(policy, policyIssuedAtMs, book.retiredPolicies());
                change(policyIssuedAtMs);
            }
            return;
        }
        if (issuedAtMs >= policyIssuedAtMs) {
            policy = published;
            policyIssuedAtMs = issuedAtMs;
        }
    }

    /** Refuses what was not prepared in time. */
    public void tick(long nowMs) {
        for (ModelLine line : book.lines()) {
            line.preparation()
                    .filter(
                            trial ->
                                    nowMs - preparingSinceMs.getOrDefault(trial.attempt(), nowMs)
                                            > config.prepareTimeout().toMillis())
                    .ifPresent(
                            trial ->
                                    refuse(
                                            line,
                                            trial,
                                            "Prepared by "
                                                    + prepared.getOrDefault(
                                                                    trial.attempt(),
                                                                    new TreeSet<>())
                                                            .size()
                                                    + " subtasks within "
                                                    + config.prepareTimeout().toMillis()
                                                    + " ms; expected all",
                                            nowMs));
        }
    }

    private void prepared(ModelStatus status, long nowMs) {
        ModelLine line = book.line(status.model());
        Optional<Trial> trial = preparing(line, status);
        if (trial.isEmpty()) {
            return;
        }
        TreeSet<Integer> subtasks =
                prepared.computeIfAbsent(status.attempt(), attempt -> new TreeSet<>());
        subtasks.add(status.subtask());
        // after a rescaling fewer may be there than have reported
        if (subtasks.headSet(status.parallelism()).size() == status.parallelism()) {
            activate(line, trial.get(), nowMs);
        }
    }

    private void refused(ModelStatus status, long nowMs) {
        ModelLine line = book.line(status.model());
        preparing(line, status).ifPresent(trial -> refuse(line, trial, status.detail(), nowMs));
        // one that was tried and is gone after a restart
        line.trial()
                .filter(trial -> trial.attempt() == status.attempt())
                .ifPresent(trial -> endTrial(line, trial, status.detail(), nowMs));
    }

    private void figures(ModelStatus status, long nowMs) {
        ModelLine line = book.line(status.model());
        Optional<Trial> trial = line.trial().filter(each -> each.attempt() == status.attempt());
        boolean live = line.attempt() == status.attempt() && !line.live().startedWith();
        if (trial.isEmpty() && !live) {
            return;
        }
        figures.computeIfAbsent(status.attempt(), attempt -> new HashMap<>())
                .put(status.subtask(), status.figures());
        config.rollback()
                .judge(figures(status.attempt()))
                .ifPresent(
                        why -> {
                            if (trial.isPresent()) {
                                orders.add(byRule(trial.get().release(), why, nowMs));
                                endTrial(line, trial.get(), why, nowMs);
                            } else if (line.preparation().isEmpty()) {
                                orders.add(byRule(line.live(), why, nowMs));
                                goBack(line, why, nowMs);
                            }
                        });
    }

    private void rollback(ReleaseOrder order, long nowMs) {
        ModelLine line = book.line(order.model());
        String why = order.note().isBlank() ? "Ordered by " + order.issuedBy() : order.note();
        boolean waited =
                pending.removeIf(
                        waiting ->
                                waiting.release().model().equals(order.model())
                                        && waiting.release().version().equals(order.version()));
        Optional<Trial> preparing =
                line.preparation()
                        .filter(trial -> trial.release().version().equals(order.version()));
        Optional<Trial> trial =
                line.trial().filter(each -> each.release().version().equals(order.version()));
        if (preparing.isPresent()) {
            refuse(line, preparing.get(), why, nowMs);
        } else if (trial.isPresent()) {
            endTrial(line, trial.get(), why, nowMs);
        } else if (line.live().version().equals(order.version())) {
            goBack(line, why, nowMs);
        } else {
            say(
                    order,
                    waited ? State.ROLLED_BACK : State.REFUSED,
                    waited ? why : "Neither live nor on trial; there is nothing to roll back",
                    nowMs);
        }
    }

    private void goBack(ModelLine line, String why, long nowMs) {
        pending.removeIf(waiting -> waiting.release().model().equals(line.model()));
        Past before = last(line.model());
        say(line.live(), line.attempt(), State.ROLLED_BACK, why, nowMs);
        pending.add(new Pending(before.release(), ReleaseMode.ROLLBACK, 1));
        next(line.model(), nowMs);
    }

    private void endTrial(ModelLine line, Trial trial, String why, long nowMs) {
        say(trial.release(), trial.attempt(), State.ROLLED_BACK, why, nowMs);
        book = book.with(book.line(line.model()).tryingNothing());
        figures.remove(trial.attempt());
        change(nowMs);
        String version = trial.release().version();
        pending.removeIf(
                waiting ->
                        waiting.release().model().equals(line.model())
                                && waiting.release().version().equals(version));
        book.line(line.model())
                .preparation()
                .filter(next -> next.release().version().equals(version))
                .ifPresent(next -> refuse(line, next, why, nowMs));
    }

    private void refuse(ModelLine line, Trial trial, String why, long nowMs) {
        say(trial.release(), trial.attempt(), State.REFUSED, why, nowMs);
        endPreparation(line, trial, nowMs);
        next(line.model(), nowMs);
    }

    private void endPreparation(ModelLine line, Trial trial, long nowMs) {
        book = book.with(book.line(line.model()).preparingNothing());
        prepared.remove(trial.attempt());
        preparingSinceMs.remove(trial.attempt());
        change(nowMs);
    }

    private void next(String model, long nowMs) {
        ModelLine line = book.line(model);
        if (line.preparation().isPresent()) {
            return;
        }
        // became live while it waited to be tried
        pending.removeIf(
                waiting ->
                        waiting.mode() != ReleaseMode.ROLLBACK
                                && waiting.release().model().equals(model)
                                && waiting.release().version().equals(line.live().version()));
        Optional<Pending> first =
                pending.stream()
                        .filter(waiting -> waiting.release().model().equals(model))
                        .findFirst();
        if (first.isEmpty()) {
            return;
        }
        pending.remove(first.get());
        change(nowMs);
        Trial trial =
                new Trial(
                        first.get().release(),
                        first.get().mode(),
                        first.get().share(),
                        bookIssuedAtMs);
        preparingSinceMs.put(trial.attempt(), nowMs);
        book = book.with(line.preparing(trial));
        say(trial.release(), trial.attempt(), State.PREPARING, "", nowMs);
    }

    private void activate(ModelLine line, Trial trial, long nowMs) {
        endPreparation(line, trial, nowMs);
        ModelLine idle = book.line(line.model());
        switch (trial.mode()) {
            case SHADOW, CANARY -> {
                book = book.with(idle.trying(trial));
                say(
                        trial.release(),
                        trial.attempt(),
                        trial.mode() == ReleaseMode.SHADOW ? State.SHADOW : State.CANARY,
                        "share " + trial.share(),
                        nowMs);
            }
            case LIVE -> {
                past.add(new Past(line.live(), policy));
                keepPast(line.model());
                switchTo(
                        idle.withLive(trial.release(), trial.attempt()),
                        ReleasePolicies.of(
                                trial.release(),
                                line.model().equals(config.firstPass()),
                                policy,
                                trial.attempt()));
                say(trial.release(), trial.attempt(), State.LIVE, policy.version(), nowMs);
            }
            case ROLLBACK -> {
                Past before = last(line.model());
                past.remove(before);
                switchTo(
                        idle.withLive(
                                before.release(),
                                before.release().startedWith() ? 0 : trial.attempt()),
                        ReleasePolicies.of(
                                before.fitted(),
                                line.model().equals(config.firstPass()),
                                policy,
                                trial.attempt()));
                say(before.release(), trial.attempt(), State.LIVE, policy.version(), nowMs);
            }
        }
        next(line.model(), nowMs);
    }

    /** Another one is live: from the same message on its policy holds. */
    private void switchTo(ModelLine line, Policy next) {
        List<String> retired = new ArrayList<>(book.retiredPolicies());
        retired.add(ReleasePolicies.family(policy.version()));
        while (retired.size() > KEPT_RETIRED) {
            retired.remove(0);
        }
        policy = next;
        policyIssuedAtMs = Math.max(bookIssuedAtMs, policyIssuedAtMs + 1);
        bookIssuedAtMs = policyIssuedAtMs;
        book = book.with(line).under(next, policyIssuedAtMs, retired);
        publish = Optional.of(next);
        figures.clear();
    }

    private Past last(String model) {
        for (int i = past.size() - 1; i >= 0; i--) {
            if (past.get(i).release().model().equals(model)) {
                return past.get(i);
            }
        }
        return new Past(Release.ofTheJob(model, policy), policy);
    }

    private void keepPast(String model) {
        List<Past> own =
                past.stream().filter(each -> each.release().model().equals(model)).toList();
        for (int i = 0; i < own.size() - KEPT_PAST; i++) {
            past.remove(own.get(i));
        }
    }

    private static Optional<Trial> preparing(ModelLine line, ModelStatus status) {
        return line.preparation().filter(trial -> trial.attempt() == status.attempt());
    }

    /** Later than all before, whatever the clock says. */
    private void change(long nowMs) {
        bookIssuedAtMs = Math.max(nowMs, bookIssuedAtMs + 1);
        changed = true;
    }

    private List<String> models() {
        return book.lines().stream().map(ModelLine::model).toList();
    }

    private ReleaseOrder byRule(Release release, String why, long nowMs) {
        return ReleaseOrder.rollback(release.model(), release.version(), nowMs, RULES, why);
    }

    private void say(ReleaseOrder order, State state, String detail, long nowMs) {
        statuses.add(
                ModelStatus.ofJob(
                        config.job(),
                        order.model(),
                        order.version(),
                        0,
                        state,
                        detail,
                        ModelFigures.NONE,
                        nowMs));
    }

    private void say(Release release, long attempt, State state, String detail, long nowMs) {
        statuses.add(
                ModelStatus.ofJob(
                        config.job(),
                        release.model(),
                        release.version(),
                        attempt,
                        state,
                        detail,
                        figures(attempt),
                        nowMs));
    }
}
