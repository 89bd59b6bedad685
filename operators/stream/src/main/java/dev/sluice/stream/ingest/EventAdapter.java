// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.ingest;

import org.apache.flink.api.common.typeinfo.TypeInformation;

import org.apache.avro.specific.SpecificRecord;

import java.io.Serializable;

/**
 * How a use case reads one of its topics: from the Avro record to the plain event that travels.
 *
 * @param <R> generated Avro class of the topic
 * @param <E> plain event
 */
public interface EventAdapter<R extends SpecificRecord, E> extends Serializable {

    /** The Avro class that the topic is read as. */
    Class<R> recordType();

    /** Type information of the events, never a generic type. */
    TypeInformation<E> eventType();

    /**
     * Checks a record and turns it into an event that shares nothing with it.
     *
     * @throws RejectedEventException if a field is missing or out of range
     */
    E adapt(R record) throws RejectedEventException;

    /** Id of an event. */
    String eventId(E event);

    /** The time that orders the event: when it happened, or when a label became known. */
    long eventTimeMs(E event);
}
