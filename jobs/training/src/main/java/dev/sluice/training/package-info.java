/**
 * Trains the models of a cascade, calibrates them and writes them as the cascade serves them.
 *
 * <p>Knows matrices and labels, no use case. {@code Trainer} is the way in.
 */
package dev.sluice.training;
