/** Kafka from the command line: a real broker in this process, topics, reading and writing. */
package dev.sluice.cli.kafka;
