// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.decision;

import dev.sluice.stream.config.ConfigException;
import dev.sluice.stream.kafka.KafkaOptions;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.connector.base.DeliveryGuarantee;

import java.time.Duration;

/** Options of writing to Kafka. */
public final class DeliveryOptions {

    /** Which guarantee the sinks give. */
    public static final ConfigOption<DeliveryGuarantee> GUARANTEE =
            ConfigOptions.key("delivery.guarantee")
                    .enumType(DeliveryGuarantee.class)
                    .defaultValue(DeliveryGuarantee.AT_LEAST_ONCE)
                    .withDescription(
                            "'at-least-once': decisions are readable within milliseconds, and some"
                                    + " come again after a failure; a consumer that upserts by"
                                    + " event id and keeps the highest revision has one an event."
                                    + " 'exactly-once': in Kafka transactions, readable for"
                                    + " 'read_committed' consumers from the next checkpoint on."
                                    + " Holds for decisions and dead letters alike.");

    /** What transactional ids begin with. */
    public static final ConfigOption<String> TRANSACTIONAL_ID_PREFIX =
            ConfigOptions.key("delivery.transactional-id-prefix")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "What the transactional ids begin with under exactly-once; the consumer"
                                    + " group if it is not set. It has to stay the same over"
                                    + " restarts of a job, and no other job may use it: a job"
                                    + " aborts what it finds open under its prefix.");

    /** When the broker gives up on a transaction. */
    public static final ConfigOption<Duration> TRANSACTION_TIMEOUT =
            ConfigOptions.key("delivery.transaction-timeout")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(10))
                    .withDescription(
                            "Time after which the broker aborts an open transaction: more than a"
                                    + " checkpoint interval, a checkpoint and a restart take"
                                    + " together, or decisions are lost; at most 15 min.");

    /** Largest record. */
    public static final ConfigOption<MemorySize> MAX_RECORD_BYTES =
            ConfigOptions.key("delivery.max-record-bytes")
                    .memoryType()
                    .defaultValue(MemorySize.parse("512kb"))
                    .withDescription(
                            "Largest record that is sent. A decision that is larger loses its"
                                    + " trace, a dead letter more of its bytes. Below the"
                                    + " producers' max.request.size and the topics'"
                                    + " max.message.bytes.");

    private DeliveryOptions() {}

    /**
     * The options as one value.
     *
     * @throws ConfigException if one is impossible
     */
    public static DeliveryConfig read(ReadableConfig config) {
        long maxBytes = config.get(MAX_RECORD_BYTES).getBytes();
        return new DeliveryConfig(
                config.get(GUARANTEE),
                config.getOptional(TRANSACTIONAL_ID_PREFIX)
                        .orElse(config.get(KafkaOptions.GROUP_ID)),
                config.get(TRANSACTION_TIMEOUT),
                (int) Math.min(Integer.MAX_VALUE, maxBytes));
    }
}
