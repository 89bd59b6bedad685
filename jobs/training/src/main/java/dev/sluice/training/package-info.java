/**
 * Trains the models of a cascade, calibrates them and writes them as the cascade serves them.
 *
 * <p>Knows matrices and labels, no use case. {@link dev.sluice.training.Trainer} is the way in.
 */
package dev.sluice.training;
