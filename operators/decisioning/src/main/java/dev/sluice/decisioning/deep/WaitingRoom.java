// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What waits for a place: the first in {@link Rank} is served first, the last one has to leave when
 * there is no room.
 *
 * <p>A share of the room and of the places is kept for the audit sample, whose records are worth
 * little one by one: as many of them as the share of the room (rounded up) stay whatever else
 * comes, and of the places that are given away while both kinds wait, they get at least their
 * share. What they leave unused goes to the others, and beyond their share they are treated as the
 * others are.
 *
 * <p>Every operation takes time logarithmic in the number that waits. Not thread-safe.
 *
 * @param <T> what waits
 */
public final class WaitingRoom<T> {

    /** So that ten tenths are a whole. */
    private static final double ROUNDING = 1e-9;

    private final double auditShare;
    private final TreeMap<Rank, T> audits = new TreeMap<>();
    private final TreeMap<Rank, T> others = new TreeMap<>();

    /** Places that the audit sample is owed, below one. */
    private double owed;

    /**
     * An empty room.
     *
     * @param auditShare share that is kept for the audit sample, 0 to 1
     */
    public WaitingRoom(double auditShare) {
        this.auditShare = auditShare;
    }

    /**
     * Takes one in.
     *
     * @param limit room there is, at least 1
     * @return who has to leave for it, which may be the one that came; empty if there was room
     */
    public Optional<T> enter(Rank rank, T item, int limit) {
        boolean full = size() >= limit;
        line(rank).put(rank, item);
        return full ? Optional.of(shed(limit)) : Optional.empty();
    }

    /** Gives a place away: takes out whose turn it is; empty if nobody waits. */
    public Optional<T> next() {
        if (audits.isEmpty() || others.isEmpty()) {
            TreeMap<Rank, T> line = audits.isEmpty() ? others : audits;
            return line.isEmpty() ? Optional.empty() : Optional.of(line.remove(line.firstKey()));
        }
        owed += auditShare;
        if (owed < 1 - ROUNDING && audits.firstKey().compareTo(others.firstKey()) > 0) {
            return Optional.of(others.remove(others.firstKey()));
        }
        owed = Math.max(0, owed - 1);
        return Optional.of(audits.remove(audits.firstKey()));
    }

    /** Takes one out before its turn; without effect if it does not wait here. */
    public void leave(Rank rank) {
        line(rank).remove(rank);
    }

    /** How many wait. */
    public int size() {
        return audits.size() + others.size();
    }

    /** Takes all out. */
    public List<T> clear() {
        List<T> all = new ArrayList<>(audits.values());
        all.addAll(others.values());
        audits.clear();
        others.clear();
        return all;
    }

    private T shed(int limit) {
        TreeMap<Rank, T> line = others;
        if (others.isEmpty() || (audits.size() > kept(limit) && auditIsLast())) {
            line = audits;
        }
        return line.remove(line.lastKey());
    }

    private boolean auditIsLast() {
        return audits.lastKey().compareTo(others.lastKey()) > 0;
    }

    private int kept(int limit) {
        return (int) Math.ceil(auditShare * limit - ROUNDING);
    }

    private TreeMap<Rank, T> line(Rank rank) {
        return rank.audit() ? audits : others;
    }
}
