// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.live;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.gate.BudgetConfig;
import dev.sluice.decisioning.gate.GateMode;
import dev.sluice.decisioning.gate.GateTuning;
import dev.sluice.decisioning.quality.Quality;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts what is on the topics of a job; however long that is, it keeps the same little of it.
 *
 * <p>Thread-safe: one thread counts, others look.
 */
final class LiveFigures {

    /** Escalated decisions that are kept. */
    static final int RECENT = 20;

    private static final int SHORT = 10;

    private final String job;
    private final Totals totals = new Totals();
    private final Seconds seconds = new Seconds();
    private final GateStanding gate = new GateStanding();
    private final Deque<Escalated> escalated = new ArrayDeque<>();
    private final Map<Quality.State, Quality> quality = new EnumMap<>(Quality.State.class);
    private LiveState state = LiveState.STARTING;
    private String detail = "";
    private long numbered;
    private long firstMs;
    private long lastMs;
    private long endedMs;
    private double price = Double.NaN;
    private String policy = "";
    private long deadLetters;
    private long unreadable;
    private long behind;

    LiveFigures(String job) {
        this.job = job;
    }

    /** What the job starts with, as far as it is known. */
    synchronized void initial(GateMode mode, Optional<BudgetConfig> budget) {
        gate.initial(mode, budget);
    }

    /**
     * A record of the topic of decisions.
     *
     * @param place where it is on the topic
     * @param nowMs when it was read
     */
    synchronized void decision(Decision decision, String place, long nowMs) {
        if (!totals.add(decision)) {
            return;
        }
        seconds.add(decision, nowMs);
        firstMs = firstMs == 0 ? nowMs : firstMs;
        lastMs = nowMs;
        price = decision.versions().price();
        policy = decision.versions().policy();
        if (Totals.isEscalated(decision)) {
            escalated.addFirst(new Escalated(++numbered, place, decision));
            if (escalated.size() > RECENT) {
                escalated.removeLast();
            }
        }
    }

    /** Figures of a window; of several windows in a state the latest is kept. */
    synchronized void quality(Quality figures) {
        quality.merge(
                figures.state(),
                figures,
                (known, read) -> read.windowStartMs() >= known.windowStartMs() ? read : known);
    }

    synchronized void mode(GateMode asked, long issuedAtMs) {
        gate.mode(asked, issuedAtMs);
    }

    synchronized void policy(BudgetConfig asked, long issuedAtMs) {
        gate.policy(asked, issuedAtMs);
    }

    synchronized void tuning(GateTuning asked, long issuedAtMs) {
        gate.tuning(asked, issuedAtMs);
    }

    synchronized void deadLetter() {
        deadLetters++;
    }

    synchronized void unreadable() {
        unreadable++;
    }

    /**
     * The topics can be read, and so many records of them have not been yet.
     *
     * @param note what is to be said about that, or the empty string
     */
    synchronized void following(long recordsBehind, String note) {
        if (state != LiveState.ENDED) {
            state = LiveState.LIVE;
            detail = note;
        }
        behind = recordsBehind;
    }

    /** The topics cannot be read. */
    synchronized void troubled(String why) {
        if (state != LiveState.ENDED) {
            state = LiveState.TROUBLED;
            detail = why;
        }
    }

    /** Nothing more will be read; the last minute stays the last one that was read. */
    synchronized void end(long nowMs) {
        if (state != LiveState.ENDED) {
            state = LiveState.ENDED;
            endedMs = nowMs;
        }
    }

    synchronized FiguresView view(long nowMs) {
        // the second of the last decision is over, if nothing more comes
        long asOf = state == LiveState.ENDED ? endedMs : nowMs;
        long windowEnd = state == LiveState.ENDED && lastMs > 0 ? lastMs + 1000 : asOf;
        List<Quality> windows = new ArrayList<>();
        Optional.ofNullable(quality.get(Quality.State.FINAL)).ifPresent(windows::add);
        Optional.ofNullable(quality.get(Quality.State.PROVISIONAL))
                .filter(it -> windows.stream().noneMatch(f -> isAsLate(f, it)))
                .ifPresent(windows::add);
        return new FiguresView(
                job,
                state,
                detail,
                asOf,
                lastMs - firstMs,
                totals.view(),
                seconds.window(windowEnd, SHORT),
                seconds.window(windowEnd, Seconds.KEPT),
                seconds.series(windowEnd),
                gate.view(),
                price,
                policy,
                windows,
                deadLetters,
                unreadable,
                behind,
                List.copyOf(escalated));
    }

    private static boolean isAsLate(Quality complete, Quality young) {
        return complete.windowStartMs() >= young.windowStartMs();
    }
}
