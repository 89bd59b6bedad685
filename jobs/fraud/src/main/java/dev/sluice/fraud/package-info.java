/**
 * Card fraud: transactions and their labels, the features, the simulator, and feature tables for
 * training.
 *
 * <p>Amounts are minor units in a long up to the features, where they become major units
 * (hundredths). Times are milliseconds since the epoch, UTC.
 */
package dev.sluice.fraud;
