// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class WaitingRoomTest {

    private long arrivals;

    @ParameterizedTest
    @CsvSource({
        // value, due, id of the first; of the second
        "8, 500, b,  4, 100, a", // twice the value is more than any deadline
        "4, 100, b,  7.9, 500, a", // about the same value: who is due first
        "4, 100, a,  4, 100, b",
        "0.001, 100, b,  0, 100, a",
        "0.001, 100, b,  -5, 100, a",
        "0.001, 100, b,  NaN, 100, a",
        "Infinity, 100, b,  1e300, 100, a",
        "4.9E-324, 100, b,  0, 100, a",
    })
    void servesTheMoreValuableAndThenTheNearerDeadline(
            double value1, long due1, String id1, double value2, long due2, String id2) {
        Rank first = rank(false, value1, due1, id1);
        Rank second = rank(false, value2, due2, id2);
        for (List<Rank> order : List.of(List.of(first, second), List.of(second, first))) {
            WaitingRoom<String> room = new WaitingRoom<>(0);
            order.forEach(rank -> room.enter(rank, rank.id(), 10));
            assertThat(room.next()).hasValue(id1);
            assertThat(room.next()).hasValue(id2);
            assertThat(room.next()).isEmpty();
        }
    }

    @Test
    void shedsTheLastInLineWhoeverThatIs() {
        WaitingRoom<String> room = new WaitingRoom<>(0);
        assertThat(room.enter(rank(false, 4, 1, "a"), "a", 2)).isEmpty();
        assertThat(room.enter(rank(false, 1, 1, "b"), "b", 2)).isEmpty();

        assertThat(room.enter(rank(false, 2, 1, "c"), "c", 2)).hasValue("b");
        assertThat(room.enter(rank(false, 1, 1, "d"), "d", 2)).hasValue("d");
        assertThat(room.enter(rank(false, 2, 2, "e"), "e", 2)).as("due later").hasValue("e");
        assertThat(room.size()).isEqualTo(2);
    }

    @Test
    void keepsItsShareOfTheRoomForTheAuditSample() {
        WaitingRoom<String> room = new WaitingRoom<>(0.25);
        for (int i = 0; i < 8; i++) {
            room.enter(rank(false, 1000, i, "o" + i), "o" + i, 8);
        }
        assertThat(room.enter(rank(true, 1, 0, "a0"), "a0", 8)).hasValue("o7");
        assertThat(room.enter(rank(true, 1, 0, "a1"), "a1", 8)).hasValue("o6");
        assertThat(room.enter(rank(true, 1, 0, "a2"), "a2", 8)).as("beyond").hasValue("a2");
        assertThat(room.enter(rank(true, 4000, 0, "a3"), "a3", 8))
                .as("worth more than another audit beyond the share")
                .hasValue("a1");
        assertThat(room.enter(rank(false, 9000, 0, "o9"), "o9", 8)).hasValue("o5");
    }

    @Test
    void leavesTheUnusedShareToTheOthers() {
        WaitingRoom<String> room = new WaitingRoom<>(1);
        assertThat(room.enter(rank(false, 1, 0, "o0"), "o0", 2)).isEmpty();
        assertThat(room.enter(rank(false, 1, 1, "o1"), "o1", 2)).isEmpty();
        assertThat(room.next()).hasValue("o0");
        assertThat(room.next()).hasValue("o1");
    }

    @Test
    void keepsItsShareOfThePlacesForTheAuditSample() {
        WaitingRoom<String> room = new WaitingRoom<>(0.1);
        for (int i = 0; i < 100; i++) {
            room.enter(rank(false, 1000, i, "o" + i), "o", 1000);
            room.enter(rank(true, 1, i, "a" + i), "a", 1000);
        }
        StringBuilder served = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            served.append(room.next().orElseThrow());
        }
        assertThat(served.toString()).isEqualTo("oooooooooa".repeat(3));
    }

    @Test
    void takesOutWhatIsAnsweredBeforeItsTurn() {
        WaitingRoom<String> room = new WaitingRoom<>(0.5);
        Rank gone = rank(false, 8, 1, "gone");
        room.enter(gone, "gone", 2);
        room.enter(rank(false, 1, 1, "stays"), "stays", 2);
        room.leave(gone);
        room.leave(gone);

        assertThat(room.enter(rank(false, 1, 2, "next"), "next", 2)).isEmpty();
        assertThat(room.next()).hasValue("stays");
        assertThat(room.clear()).containsExactly("next");
        assertThat(room.size()).isZero();
    }

    /** Against a plain list, sorted anew at each step. */
    @Test
    void doesWhatASortedListDoes() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            double share = random.nextInt(11) / 10.0;
            int limit = 1 + random.nextInt(20);
            int kept = (int) Math.ceil(share * limit - 1e-9);
            WaitingRoom<Rank> room = new WaitingRoom<>(share);
            List<Rank> model = new ArrayList<>();
            Set<Rank> seen = new HashSet<>();
            int contested = 0;
            int audits = 0;
            for (int step = 0; step < 500; step++) {
                String as = "seed " + seed + ", step " + step;
                int action = random.nextInt(10);
                if (action < 6) {
                    Rank rank = random(random);
                    Optional<Rank> left = room.enter(rank, rank, limit);
                    model.add(rank);
                    if (model.size() > limit) {
                        long auditsIn = model.stream().filter(Rank::audit).count();
                        Rank last =
                                model.stream()
                                        .filter(r -> !r.audit() || auditsIn > kept)
                                        .max(Comparator.naturalOrder())
                                        .orElseThrow();
                        assertThat(left).as(as).hasValue(last);
                        model.remove(last);
                    } else {
                        assertThat(left).as(as).isEmpty();
                    }
                } else if (action < 9) {
                    boolean both =
                            model.stream().anyMatch(Rank::audit)
                                    && !model.stream().allMatch(Rank::audit);
                    Optional<Rank> served = room.next();
                    assertThat(served.isPresent()).as(as).isEqualTo(!model.isEmpty());
                    if (served.isPresent()) {
                        Rank rank = served.get();
                        assertThat(seen.add(rank)).as(as + ", served once").isTrue();
                        assertThat(model.remove(rank)).as(as).isTrue();
                        assertThat(model)
                                .as(as + ", first of its kind")
                                .noneMatch(r -> r.audit() == rank.audit() && r.compareTo(rank) < 0);
                        if (both) {
                            contested++;
                            audits += rank.audit() ? 1 : 0;
                        }
                    }
                } else if (!model.isEmpty()) {
                    Rank rank = model.remove(random.nextInt(model.size()));
                    room.leave(rank);
                }
                assertThat(room.size()).as(as).isEqualTo(model.size()).isLessThanOrEqualTo(limit);
                assertThat(audits)
                        .as(as + ", audits of %d contested places", contested)
                        .isGreaterThanOrEqualTo((int) Math.floor(contested * share - 1e-6));
            }
        }
    }

    private Rank random(Random random) {
        return rank(
                random.nextInt(4) == 0,
                Math.pow(2, random.nextInt(5)),
                random.nextInt(5),
                "id-" + random.nextInt(3));
    }

    private Rank rank(boolean audit, double value, long dueMs, String id) {
        return new Rank(audit, Rank.magnitude(value), dueMs, id, arrivals++);
    }
}
