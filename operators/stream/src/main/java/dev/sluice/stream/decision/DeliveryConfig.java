// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.decision;

import dev.sluice.stream.config.ConfigException;

import org.apache.flink.connector.base.DeliveryGuarantee;

import java.time.Duration;
import java.util.Optional;

/**
 * How decisions and dead letters are delivered.
 *
 * @param guarantee at-least-once or exactly-once
 * @param transactionalIdPrefix begins the ids of the transactions, unlike those of any other job
 * @param transactionTimeout time after which the broker aborts a transaction
 * @param maxRecordBytes largest record (key and value) that is sent
 */
public record DeliveryConfig(
        DeliveryGuarantee guarantee,
        String transactionalIdPrefix,
        Duration transactionTimeout,
        int maxRecordBytes) {

    /** Highest timeout that a broker accepts as it comes: transaction.max.timeout.ms. */
    private static final Duration BROKER_MAX_TIMEOUT = Duration.ofMinutes(15);

    /** Room for the ids and the numbers of a decision. */
    private static final int LEAST_RECORD_BYTES = 16 * 1024;

    /** Refuses what the broker would refuse later, in the middle of the stream. */
    public DeliveryConfig {
        if (guarantee == DeliveryGuarantee.NONE) {
            throw ConfigException.of(
                    DeliveryOptions.GUARANTEE.key(), guarantee, "at-least-once or exactly-once");
        }
        if (transactionalIdPrefix.isBlank()) {
            throw ConfigException.of(
                    DeliveryOptions.TRANSACTIONAL_ID_PREFIX.key(),
                    transactionalIdPrefix,
                    "a name that no other job on the cluster uses");
        }
        if (transactionTimeout.toMillis() < 1_000
                || transactionTimeout.compareTo(BROKER_MAX_TIMEOUT) > 0) {
            throw ConfigException.of(
                    DeliveryOptions.TRANSACTION_TIMEOUT.key(),
                    transactionTimeout,
                    "1 s to 15 min, the most that a broker accepts");
        }
        if (maxRecordBytes < LEAST_RECORD_BYTES) {
            throw ConfigException.of(
                    DeliveryOptions.MAX_RECORD_BYTES.key(),
                    maxRecordBytes,
                    LEAST_RECORD_BYTES + " bytes or more");
        }
    }

    /** One of the ids of the transactions of decisions, if there are any. */
    public Optional<String> aTransactionalId() {
        return guarantee == DeliveryGuarantee.EXACTLY_ONCE
                ? Optional.of(transactionalIdPrefix + "-fast-0-0")
                : Optional.empty();
    }
}
