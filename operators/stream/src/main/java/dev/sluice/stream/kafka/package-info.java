/** The Kafka cluster that ingest reads from and decision writes to. */
package dev.sluice.stream.kafka;
