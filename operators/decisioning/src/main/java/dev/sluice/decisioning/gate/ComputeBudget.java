// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.gate;

import java.util.List;

/**
 * The hard ceiling of one subtask on what deep inference costs: token buckets that fill by the
 * budget, divided by the parallelism.
 *
 * <p>One bucket each for novel records and for audits, and one for all else. What the small ones
 * cannot hold flows into the large one; what that cannot hold is lost, so that a quiet hour pays
 * for no burst: at most the budget of {@value #SAVED_EVENTS} events, or of one second, is saved,
 * and at least one look. All start empty, so that no prefix of a stream ever costs more than the
 * budget. In any stretch of n events at most {@code amount * (n + 1000)} are escalated, whatever
 * their order, their value, or the parallelism. A share of events is kept by each subtask of its
 * own events; a rate is divided.
 *
 * <p>Token bucket: Turner, "New Directions in Communications", IEEE Communications 1986. Not
 * thread-safe.
 */
public final class ComputeBudget {

    /** Budget of so many events may be saved up. */
    public static final int SAVED_EVENTS = 1_000;

    private static final double MILLIS = 1_000;

    /** Sums of many small shares miss a whole by this much. */
    private static final double ROUNDING = 1e-9;

    /** What is paid for. */
    public enum Purpose {
        /** Records whose value is worth the price, or that the promise asks for. */
        VALUE,
        /** Novel records. */
        NOVELTY,
        /** Audits. */
        AUDIT
    }

    /**
     * What a budget has saved, in its unit.
     *
     * @param value for valuable records
     * @param novelty for novel records
     * @param audit for audits
     */
    public record Snapshot(double value, double novelty, double audit) {

        private Snapshot plus(Snapshot other) {
            return new Snapshot(value + other.value, novelty + other.novelty, audit + other.audit);
        }
    }

    private final BudgetConfig config;
    private final int parallelism;
    private final boolean unlimited;
    private final boolean timed;
    private final Bucket value;
    private final Bucket novelty;
    private final Bucket audit;
    private double factor = 1;
    private long lastMs = Long.MIN_VALUE;

    /** The share of a subtask that has saved nothing. */
    public ComputeBudget(BudgetConfig config, int parallelism) {
        this(config, parallelism, new Snapshot(0, 0, 0));
    }

    private ComputeBudget(BudgetConfig config, int parallelism, Snapshot saved) {
        if (parallelism < 1) {
            throw new IllegalArgumentException(
                    "parallelism is " + parallelism + "; expected at least 1");
        }
        this.config = config;
        this.parallelism = parallelism;
        this.timed = config.unit() != BudgetUnit.EVENTS;
        this.unlimited = !timed && config.amount() >= 1;
        double rate = timed ? config.amount() / parallelism : config.amount();
        double forNovelty = rate * config.noveltyShare();
        double forAudit = rate * config.auditShare();
        double saves = timed ? 1 : SAVED_EVENTS;
        this.novelty = new Bucket(forNovelty, saves, saved.novelty());
        this.audit = new Bucket(forAudit, saves, saved.audit());
        this.value = new Bucket(rate - forNovelty - forAudit, saves, saved.value());
    }

    /**
     * A subtask that goes on where others stopped: what all of them had saved is divided among all
     * that there are now.
     *
     * @param snapshots of all subtasks before, in any order
     */
    public static ComputeBudget restored(
            BudgetConfig config, int parallelism, List<Snapshot> snapshots) {
        Snapshot all = new Snapshot(0, 0, 0);
        for (Snapshot snapshot : snapshots) {
            all = all.plus(snapshot);
        }
        return new ComputeBudget(
                config,
                parallelism,
                new Snapshot(
                        all.value() / parallelism,
                        all.novelty() / parallelism,
                        all.audit() / parallelism));
    }

    /** What this one has saved, under another budget; nothing if that counts something else. */
    ComputeBudget under(BudgetConfig other) {
        return new ComputeBudget(
                other,
                parallelism,
                other.unit() == config.unit() ? snapshot() : new Snapshot(0, 0, 0));
    }

    /** Scales the budget from here on: 1 as configured, less while the job catches up. */
    public void scale(double newFactor) {
        if (!(newFactor >= 0 && newFactor <= 1)) {
            throw new IllegalArgumentException(
                    "budget factor is " + newFactor + "; expected 0 to 1");
        }
        factor = newFactor;
    }

    /**
     * Counts the next event, which earns.
     *
     * @param nowMs its time at the gate, milliseconds; one that goes back earns nothing
     */
    public void earn(long nowMs) {
        double units = factor;
        if (timed) {
            double elapsed = lastMs == Long.MIN_VALUE ? 0 : Math.max(0, nowMs - lastMs) / MILLIS;
            lastMs = Math.max(lastMs, nowMs);
            units *= elapsed;
        }
        double over = novelty.earn(novelty.rate * units) + audit.earn(audit.rate * units);
        value.earn(value.rate * units + over);
    }

    /** Pays for a look, or says that there is not enough left. */
    public boolean spend(Purpose purpose, double cost) {
        if (unlimited && factor == 1) {
            return true;
        }
        return switch (purpose) {
            case VALUE -> value.spend(cost);
            case NOVELTY -> novelty.spend(cost);
            case AUDIT -> audit.spend(cost);
        };
    }

    /**
     * How scarce the budget for valuable records is: 1 if it is spent, -1 if no more can be saved;
     * 0 if all events may be escalated.
     */
    public double scarcity() {
        return unlimited && factor == 1 ? 0 : 1 - 2 * value.fill();
    }

    /** How much is saved for valuable records: 0 if it is spent, 1 if no more can be saved. */
    public double fill() {
        return unlimited && factor == 1 ? 1 : value.fill();
    }

    /** What is saved. */
    public Snapshot snapshot() {
        return new Snapshot(value.tokens, novelty.tokens, audit.tokens);
    }

    private static final class Bucket {

        private final double rate;
        private final double capacity;
        private double tokens;

        /** A bucket; one that fills at all can hold what the dearest look costs. */
        Bucket(double rate, double saves, double saved) {
            this.rate = rate;
            this.capacity = rate > 0 ? Math.max(1, rate * saves) : 0;
            this.tokens = Math.min(capacity, Math.max(0, saved));
        }

        /** Fills, and returns what did not fit. */
        double earn(double earned) {
            double filled = tokens + earned;
            tokens = Math.min(capacity, filled);
            return filled - tokens;
        }

        boolean spend(double cost) {
            // What a bucket can never hold is let through when it is full, and owed.
            if (capacity == 0 || tokens < Math.min(cost, capacity) - ROUNDING) {
                return false;
            }
            tokens -= cost;
            return true;
        }

        double fill() {
            return capacity > 0 ? Math.max(0, tokens) / capacity : 0;
        }
    }
}
