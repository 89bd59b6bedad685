// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.quality;

import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.Feedback;

import java.io.Serializable;
import java.time.Duration;
import java.util.Comparator;

/**
 * Which label belongs to which decision. Says the same whatever order they arrive in.
 *
 * <p>A label counts for an event if it became known no more than {@code horizon} after it and no
 * more than {@code early} before it. Of several, the one that became known last counts, at equal
 * times the bad one. Of several decisions about an event, that of deep counts before any other, and
 * a provisional one last.
 *
 * @param horizon how long after its event a label may become known, and is waited for
 * @param early how long before its event a label may become known, and waits for it
 */
public record JoinRules(Duration horizon, Duration early) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Every field that a figure depends on, so that of two different decisions one is first. */
    private static final Comparator<Feedback> STANDING =
            Comparator.<Feedback>comparingInt(feedback -> rank(feedback.source()))
                    .thenComparingDouble(Feedback::sampleProbability)
                    .thenComparing(Feedback::policy)
                    .thenComparing(Feedback::outcome)
                    .thenComparingDouble(Feedback::probability)
                    .thenComparing(Feedback::firstPassOutcome)
                    .thenComparingDouble(Feedback::firstPassProbability)
                    .thenComparingLong(Feedback::stake)
                    .thenComparing(Feedback::escalation)
                    .thenComparingInt(Feedback::passes)
                    .thenComparingLong(Feedback::deviceMicros)
                    .thenComparingLong(Feedback::eventTimeMs);

    /** Refuses spans that no stream can keep. */
    public JoinRules {
        span("labels.join.horizon", horizon);
        span("labels.join.early", early);
    }

    /** When the horizon of an event ends. */
    public long expiryMs(Feedback feedback) {
        return plus(feedback.eventTimeMs(), horizon.toMillis());
    }

    /** Until when a label waits for the decision about its event. */
    public long expiryMs(Label label) {
        return plus(label.availableAtMs(), early.toMillis());
    }

    /** Whether a label counts for an event. */
    public boolean counts(Label label, Feedback feedback) {
        return label.availableAtMs() <= expiryMs(feedback)
                && feedback.eventTimeMs() <= expiryMs(label);
    }

    /** Whether a label takes the place of what is known. */
    public static boolean replaces(Label label, LabelledFeedback known) {
        if (label.availableAtMs() == known.labelAtMs()) {
            return label.bad() && known.truth() != Truth.BAD;
        }
        return label.availableAtMs() > known.labelAtMs();
    }

    /** Whether a decision takes the place of another about the same event. */
    public static boolean replaces(Feedback feedback, Feedback known) {
        return STANDING.compare(feedback, known) > 0;
    }

    /** Whether figures can be made of it: probabilities that are such, a weight that is finite. */
    public static boolean readable(Feedback feedback) {
        return feedback.sampleProbability() > 0
                && feedback.sampleProbability() <= 1
                && Double.isFinite(1 / feedback.sampleProbability())
                && share(feedback.probability())
                && share(feedback.firstPassProbability());
    }

    private static boolean share(double value) {
        return value >= 0 && value <= 1;
    }

    private static int rank(DecisionSource source) {
        return switch (source) {
            case PROVISIONAL -> 0;
            case FIRST_PASS -> 1;
            case FALLBACK -> 2;
            case DEEP -> 3;
        };
    }

    private static long plus(long timeMs, long spanMs) {
        return timeMs > Long.MAX_VALUE - spanMs ? Long.MAX_VALUE : timeMs + spanMs;
    }

    private static void span(String key, Duration value) {
        if (value.isNegative() || value.toDays() > 36_500) {
            throw new IllegalArgumentException(
                    key + " is " + value + "; expected 0 to 100 years, with a unit, as in '30 d'");
        }
    }
}
