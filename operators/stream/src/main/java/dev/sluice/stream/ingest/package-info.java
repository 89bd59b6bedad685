/**
 * Kafka to events: reading, checking, event time; what cannot be read becomes a dead letter.
 *
 * <p>{@link dev.sluice.stream.ingest.IngestStage} is the door. A use case brings an {@link
 * dev.sluice.stream.ingest.EventAdapter}; generated Avro classes go no further than that.
 */
package dev.sluice.stream.ingest;
