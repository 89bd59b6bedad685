// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.feature;

import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;

import java.io.Serializable;

/**
 * The features of one kind of entity: what a use case plugs into a keyed stage.
 *
 * <p>Called by the task thread only; one instance serves all entities of a task, its keyed state is
 * that of the entity at hand. What {@link #apply} returned is not changed any more, arrays
 * included.
 *
 * @param <E> events that come in
 * @param <O> what they become
 */
public interface EntityFeatures<E, O> extends Serializable {

    /** Makes the handles of the keyed state; called once before anything else. */
    void open(RuntimeContext context);

    /** Type of what {@link #apply} returns, never a generic type. */
    TypeInformation<O> outputType();

    /** The entity of an event: its key. */
    String entityKey(E event);

    /** Id of an event. */
    String eventId(E event);

    /** When an event happened, milliseconds since the epoch. */
    long eventTimeMs(E event);

    /** How far back from its own time an event sees anything at all, in milliseconds. */
    long reachMs();

    /**
     * Whether anything is remembered of the entity at hand, which the last {@link #trim} has not
     * dropped; asked ahead of each {@link #apply}, which may use what was looked up. False where
     * nobody knows: it costs the stage a look-up of its own.
     *
     * @throws Exception if the state backend fails
     */
    default boolean isRemembered() throws Exception {
        return false;
    }

    /**
     * Computes what an event sees and remembers the event. A value that is not finite must not be
     * remembered: it would spoil the features of every later event.
     *
     * @param event the event
     * @param horizonMs time before which no event may come any more, Long.MIN_VALUE if unknown
     * @throws Exception if the state backend fails
     */
    O apply(E event, long horizonMs) throws Exception;

    /**
     * Drops what no event at or after the horizon can see; this must change no later answer.
     *
     * @param horizonMs time before which no event may come any more
     * @return a moment at or after the newest thing that is left, Long.MIN_VALUE if nothing is
     * @throws Exception if the state backend fails
     */
    long trim(long horizonMs) throws Exception;
}
