// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import dev.sluice.decisioning.event.FeaturizedEvent;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The features by definition: looks at everything that has been applied, each time. */
final class BruteForce {

    private static final long DAY = 86_400_000L;
    private static final long[] WIDTHS = {DAY, 7 * DAY, 30 * DAY};
    private static final Comparator<CardTransaction> ORDER =
            Comparator.comparingLong(CardTransaction::eventTimeMs)
                    .thenComparing(CardTransaction::transactionId);

    private record Row(CardTransaction transaction, float[] values) {}

    private final Map<String, CardTransaction> ids = new HashMap<>();
    private final Map<String, CardLabel> labels = new HashMap<>();
    private final Map<String, List<CardTransaction>> byCustomer = new HashMap<>();
    private final Map<String, List<CardTransaction>> byTerminal = new HashMap<>();
    private final Map<String, List<CardLabel>> labelsByTerminal = new HashMap<>();
    private final Map<String, List<CardLabel>> newestFrauds = new HashMap<>();
    private final Map<String, List<Row>> histories = new HashMap<>();

    /** The features, or null for a repeated id. */
    FeaturizedEvent apply(CardTransaction event) {
        if (ids.putIfAbsent(event.transactionId(), event) != null) {
            return null;
        }
        byCustomer.computeIfAbsent(event.customerId(), key -> new ArrayList<>()).add(event);
        byTerminal.computeIfAbsent(event.terminalId(), key -> new ArrayList<>()).add(event);
        ZonedDateTime time = Instant.ofEpochMilli(event.eventTimeMs()).atZone(ZoneOffset.UTC);
        boolean weekend =
                time.getDayOfWeek() == DayOfWeek.SATURDAY
                        || time.getDayOfWeek() == DayOfWeek.SUNDAY;
        List<Float> features = new ArrayList<>();
        features.add((float) (event.amountMinor() / 100.0));
        features.add(weekend ? 1f : 0f);
        features.add(time.getHour() <= 6 ? 1f : 0f);
        for (long width : WIDTHS) {
            List<CardTransaction> inside =
                    byCustomer.get(event.customerId()).stream()
                            .filter(other -> ORDER.compare(other, event) <= 0)
                            .filter(other -> other.eventTimeMs() > event.eventTimeMs() - width)
                            .toList();
            long sum = inside.stream().mapToLong(CardTransaction::amountMinor).sum();
            features.add((float) inside.size());
            features.add((float) (sum / 100.0 / inside.size()));
        }
        float risk7 = 0;
        for (long width : WIDTHS) {
            long end = event.eventTimeMs() - 7 * DAY;
            long count =
                    byTerminal.get(event.terminalId()).stream()
                            .filter(other -> other.eventTimeMs() <= end)
                            .filter(other -> other.eventTimeMs() > end - width)
                            .count();
            long frauds =
                    labelsByTerminal.getOrDefault(event.terminalId(), List.of()).stream()
                            .filter(CardLabel::fraud)
                            .filter(label -> label.eventTimeMs() <= end)
                            .filter(label -> label.eventTimeMs() > end - width)
                            .filter(label -> label.availableAtMs() <= event.eventTimeMs())
                            .count();
            float risk = count == 0 ? 0 : (float) Math.min(frauds, count) / count;
            risk7 = width == 7 * DAY ? risk : risk7;
            features.add((float) count);
            features.add(risk);
        }
        profile(event, features);
        terminal(event, features);
        return new FeaturizedEvent(
                event.transactionId(),
                event.customerId(),
                event.eventTimeMs(),
                event.amountMinor(),
                unbox(features),
                context(event, weekend, risk7));
    }

    /** Takes the first label of a transaction. */
    void label(CardLabel label) {
        if (labels.putIfAbsent(label.transactionId(), label) == null) {
            labelsByTerminal
                    .computeIfAbsent(label.terminalId(), key -> new ArrayList<>())
                    .add(label);
            if (label.fraud()) {
                newest(
                        newestFrauds.computeIfAbsent(label.terminalId(), key -> new ArrayList<>()),
                        label);
            }
        }
    }

    /** The newest 64 frauds of a terminal, by the time of their transactions. */
    private static void newest(List<CardLabel> frauds, CardLabel label) {
        frauds.add(label);
        frauds.sort(Comparator.comparingLong(CardLabel::eventTimeMs));
        if (frauds.size() > 64) {
            frauds.remove(0);
        }
    }

    private float[] context(CardTransaction event, boolean weekend, float risk7) {
        List<Row> history = histories.computeIfAbsent(event.customerId(), key -> new ArrayList<>());
        List<Row> seen = seen(event, 30);
        double gap = gapHours(event, seen);
        double angle = Math.floorMod(event.eventTimeMs(), DAY) * (2 * StrictMath.PI / DAY);
        float[] own = {
            (float) (event.amountMinor() / 100.0),
            (float) gap,
            (float) StrictMath.sin(angle),
            (float) StrictMath.cos(angle),
            weekend ? 1 : 0,
            risk7
        };
        float[] context = new float[32 * 6];
        int at = 31;
        System.arraycopy(own, 0, context, at * 6, 6);
        for (int i = seen.size() - 1; i >= 0 && at > 0; i--) {
            System.arraycopy(seen.get(i).values(), 0, context, --at * 6, 6);
        }
        history.add(new Row(event, own));
        history.sort(Comparator.comparing(Row::transaction, ORDER));
        if (history.size() > 64) {
            history.remove(0);
        }
        return context;
    }

    private List<Row> seen(CardTransaction event, int days) {
        return histories.getOrDefault(event.customerId(), List.of()).stream()
                .filter(row -> ORDER.compare(row.transaction(), event) < 0)
                .filter(row -> row.transaction().eventTimeMs() > event.eventTimeMs() - days * DAY)
                .toList();
    }

    private static double gapHours(CardTransaction event, List<Row> seen) {
        return seen.isEmpty()
                ? 720
                : (event.eventTimeMs() - seen.get(seen.size() - 1).transaction().eventTimeMs())
                        / 3_600_000.0;
    }

    /** What is usual, from the 63 transactions before this one within sixty days. */
    private void profile(CardTransaction event, List<Float> features) {
        List<Row> all = seen(event, 60);
        List<CardTransaction> last =
                all.subList(Math.max(0, all.size() - 63), all.size()).stream()
                        .map(Row::transaction)
                        .toList();
        float amount = features.get(0);
        List<Float> amounts =
                last.stream().map(t -> (float) (t.amountMinor() / 100.0)).sorted().toList();
        int n = amounts.size();
        float median = n == 0 ? amount : amounts.get(n / 2);
        float range = n == 0 ? 0 : amounts.get(3 * n / 4) - amounts.get(n / 4);
        float usual =
                (float)
                        amounts.stream()
                                .filter(a -> a <= 3 * median)
                                .mapToDouble(a -> a)
                                .average()
                                .orElse(amount);
        features.add(amount / (usual + 1));
        features.add(amount / (median + 1));
        features.add((amount - median) / (range + 1));
        features.add(usual);
        features.add((float) n);
        List<CardTransaction> fortnight =
                last.stream()
                        .filter(t -> event.eventTimeMs() - t.eventTimeMs() < 14 * DAY)
                        .toList();
        List<CardTransaction> unusual =
                fortnight.stream()
                        .filter(t -> (float) (t.amountMinor() / 100.0) / (usual + 1) > 3f)
                        .toList();
        for (int days : new int[] {1, 3, 7, 14}) {
            features.add(
                    (float)
                            unusual.stream()
                                    .filter(t -> event.eventTimeMs() - t.eventTimeMs() < days * DAY)
                                    .count());
        }
        features.add(unusual.isEmpty() ? 14f : daysAgo(event, unusual.get(unusual.size() - 1)));
        features.add(unusual.isEmpty() ? 0f : daysAgo(event, unusual.get(0)));
        features.add(
                (float)
                        fortnight.stream()
                                .mapToDouble(t -> (float) (t.amountMinor() / 100.0) / (usual + 1))
                                .max()
                                .orElse(0));
        features.add((float) gapHours(event, seen(event, 30)));
        float nights = last.stream().filter(t -> hour(t) <= 6).count();
        float weekends = last.stream().filter(BruteForce::weekend).count();
        features.add(features.get(2) - nights / Math.max(1, n));
        features.add(features.get(1) - weekends / Math.max(1, n));
    }

    /** What is known of the frauds of the terminal up to a week ago. */
    private void terminal(CardTransaction event, List<Float> features) {
        long end = event.eventTimeMs() - 7 * DAY;
        List<CardLabel> all =
                labelsByTerminal.getOrDefault(event.terminalId(), List.of()).stream()
                        .filter(CardLabel::fraud)
                        .filter(label -> label.eventTimeMs() <= end)
                        .filter(label -> label.eventTimeMs() > end - 30 * DAY)
                        .filter(label -> label.availableAtMs() <= event.eventTimeMs())
                        .toList();
        List<CardLabel> last =
                newestFrauds.getOrDefault(event.terminalId(), List.of()).stream()
                        .filter(all::contains)
                        .toList();
        List<CardLabel> small = last.stream().filter(l -> l.amountMinor() <= 22_000).toList();
        for (int days : new int[] {3, 14, 28}) {
            features.add((float) all.stream().filter(l -> within(l, end, days)).count());
        }
        for (int days : new int[] {7, 14, 28}) {
            features.add((float) small.stream().filter(l -> within(l, end, days)).count());
        }
        long clean =
                byTerminal.get(event.terminalId()).stream()
                        .filter(t -> t.eventTimeMs() <= end)
                        .filter(t -> t.eventTimeMs() > end - 30 * DAY)
                        .filter(
                                t ->
                                        all.stream()
                                                .noneMatch(
                                                        l ->
                                                                l.transactionId()
                                                                        .equals(t.transactionId())))
                        .mapToLong(CardTransaction::eventTimeMs)
                        .max()
                        .orElse(Long.MIN_VALUE);
        features.add(since(last.stream().mapToLong(CardLabel::eventTimeMs).max(), end));
        features.add(clean == Long.MIN_VALUE ? 30f : (float) ((double) (end - clean) / DAY));
        features.add(since(small.stream().mapToLong(CardLabel::eventTimeMs).max(), end));
        features.add(
                small.stream()
                        .filter(l -> within(l, end, 28))
                        .mapToLong(CardLabel::eventTimeMs)
                        .min()
                        .stream()
                        .mapToObj(first -> (float) ((double) (end - first) / DAY))
                        .findFirst()
                        .orElse(0f));
        features.add((float) all.stream().filter(l -> l.eventTimeMs() > clean).count());
        features.add((float) small.stream().filter(l -> l.eventTimeMs() > clean).count());
    }

    private static boolean within(CardLabel label, long end, int days) {
        return label.eventTimeMs() > end - days * DAY;
    }

    private static float since(OptionalLong time, long end) {
        return time.isPresent() ? (float) ((double) (end - time.getAsLong()) / DAY) : 30f;
    }

    private static float daysAgo(CardTransaction event, CardTransaction earlier) {
        return (float) ((double) (event.eventTimeMs() - earlier.eventTimeMs()) / DAY);
    }

    private static int hour(CardTransaction event) {
        return Instant.ofEpochMilli(event.eventTimeMs()).atZone(ZoneOffset.UTC).getHour();
    }

    private static boolean weekend(CardTransaction event) {
        DayOfWeek day =
                Instant.ofEpochMilli(event.eventTimeMs()).atZone(ZoneOffset.UTC).getDayOfWeek();
        return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
    }

    private static float[] unbox(List<Float> values) {
        float[] unboxed = new float[values.size()];
        for (int i = 0; i < unboxed.length; i++) {
            unboxed[i] = values.get(i);
        }
        return unboxed;
    }
}
