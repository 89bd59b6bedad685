/**
 * The configuration file: one YAML file for the stages, for Flink and for the Kafka clients.
 *
 * <p>What the options are is said beside each stage, in its {@code *Options}; here they are read,
 * checked and documented.
 */
package dev.sluice.stream.config;
