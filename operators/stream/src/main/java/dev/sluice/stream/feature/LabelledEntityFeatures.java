// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.feature;

/**
 * Features that also depend on labels.
 *
 * @param <E> events that come in
 * @param <L> labels
 * @param <O> what events become
 */
public interface LabelledEntityFeatures<E, L, O> extends EntityFeatures<E, O> {

    /** The entity of a label: its key. */
    String labelEntityKey(L label);

    /** Id of the event that is labelled. */
    String labelledEventId(L label);

    /** When the labelled event happened, milliseconds since the epoch. */
    long labelledTimeMs(L label);

    /** When the label became known, milliseconds since the epoch; it counts from then on. */
    long availableAtMs(L label);

    /** Whether the label is positive; of contradicting labels at one moment the positive counts. */
    boolean isPositive(L label);

    /**
     * Remembers the first label of an event.
     *
     * @param label the label
     * @param horizonMs time before which no event may come any more, Long.MIN_VALUE if unknown
     * @throws Exception if the state backend fails
     */
    void label(L label, long horizonMs) throws Exception;
}
