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
        }
    }

    private float[] context(CardTransaction event, boolean weekend, float risk7) {
        List<Row> history = histories.computeIfAbsent(event.customerId(), key -> new ArrayList<>());
        List<Row> seen =
                history.stream()
                        .filter(row -> ORDER.compare(row.transaction(), event) < 0)
                        .filter(
                                row ->
                                        row.transaction().eventTimeMs()
                                                > event.eventTimeMs() - 30 * DAY)
                        .toList();
        double gap =
                seen.isEmpty()
                        ? 720
                        : (event.eventTimeMs()
                                        - seen.get(seen.size() - 1).transaction().eventTimeMs())
                                / 3_600_000.0;
        double angle = Math.floorMod(event.eventTimeMs(), DAY) * (2 * StrictMath.PI / DAY);
        float[] own = {
            (float) StrictMath.log1p(event.amountMinor() / 100.0),
            (float) StrictMath.log1p(gap),
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
        if (history.size() > 32) {
            history.remove(0);
        }
        return context;
    }

    private static float[] unbox(List<Float> values) {
        float[] unboxed = new float[values.size()];
        for (int i = 0; i < unboxed.length; i++) {
            unboxed[i] = values.get(i);
        }
        return unboxed;
    }
}
