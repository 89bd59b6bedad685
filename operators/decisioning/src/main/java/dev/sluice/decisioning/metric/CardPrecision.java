// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.metric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Card precision at k: of the k cards that a day's analysts look at, the share that was truly
 * compromised that day; the mean over the days.
 *
 * <p>A card's score of a day is the highest of its rows. A card that was looked at and found
 * compromised is dropped on all later days. Definition of the Fraud Detection Handbook, chapter
 * "Performance metrics", section "Precision top-k".
 */
public final class CardPrecision {

    private CardPrecision() {}

    /**
     * Card precision of rows.
     *
     * @param k cards that are looked at a day
     * @param days day of each row, any numbering; days without rows do not count
     * @param cards card of each row
     * @param scores score of each row, higher is worse; of equal cards the smaller number is first
     * @param bad whether each row is bad
     * @return from 0 to 1; NaN without rows
     */
    public static double at(int k, long[] days, long[] cards, double[] scores, boolean[] bad) {
        if (k < 1) {
            throw new IllegalArgumentException("k is " + k + "; expected at least 1 card a day");
        }
        if (days.length != cards.length
                || days.length != scores.length
                || days.length != bad.length) {
            throw new IllegalArgumentException(
                    String.format(
                            "%d days, %d cards, %d scores, %d labels; expected one of each a row",
                            days.length, cards.length, scores.length, bad.length));
        }
        Map<Long, Map<Long, Card>> byDay = new TreeMap<>();
        for (int i = 0; i < days.length; i++) {
            byDay.computeIfAbsent(days[i], day -> new HashMap<>())
                    .merge(cards[i], new Card(cards[i], scores[i], bad[i]), Card::worst);
        }
        Set<Long> found = new HashSet<>();
        double sum = 0;
        for (Map<Long, Card> day : byDay.values()) {
            List<Card> queue = new ArrayList<>(day.values());
            queue.removeIf(card -> found.contains(card.id()));
            queue.sort(
                    Comparator.comparingDouble(Card::score).reversed().thenComparingLong(Card::id));
            int hits = 0;
            for (Card card : queue.subList(0, Math.min(k, queue.size()))) {
                if (card.bad()) {
                    hits++;
                    found.add(card.id());
                }
            }
            sum += (double) hits / k;
        }
        return sum / byDay.size();
    }

    private record Card(long id, double score, boolean bad) {

        static Card worst(Card a, Card b) {
            return new Card(a.id, Math.max(a.score, b.score), a.bad || b.bad);
        }
    }
}
