// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.schema;

/**
 * Turns the records of a topic into bytes and back.
 *
 * <p>Not thread-safe: implementations keep their buffers. Every thread has its own.
 *
 * @param <R> type of the records
 */
public interface WireFormat<R> {

    /**
     * The bytes of a record, in an array of their own.
     *
     * @throws IllegalArgumentException if the record lacks a value that its schema requires
     */
    byte[] encode(R record);

    /**
     * The record of some bytes, which share nothing with it.
     *
     * <p>Any bytes may be given: what is not a record is refused with {@link WireFormatException},
     * and no more memory is taken than a small multiple of their length.
     *
     * @param bytes exactly one record, or null
     * @throws WireFormatException if they are not exactly one readable record
     */
    R decode(byte[] bytes) throws WireFormatException;
}
