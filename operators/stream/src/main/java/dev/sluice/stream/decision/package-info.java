/**
 * Decisions and dead letters to Kafka, and back for those who read them.
 *
 * <p>{@link dev.sluice.stream.decision.DecisionStage} is the door for a job; {@link
 * dev.sluice.stream.decision.DecisionFormat} and {@link
 * dev.sluice.stream.decision.DeadLetterFormat} are for consumers. Generated Avro classes stay in
 * here.
 */
package dev.sluice.stream.decision;
