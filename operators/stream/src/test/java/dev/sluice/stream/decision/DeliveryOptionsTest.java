// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.decision;

import dev.sluice.stream.config.ConfigException;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DeliveryOptionsTest {

    @Test
    void hasTheDefaultsOfTheDocumentation() {
        assertThat(DeliveryOptions.read(new Configuration()))
                .isEqualTo(
                        new DeliveryConfig(
                                DeliveryGuarantee.AT_LEAST_ONCE,
                                "sluice",
                                Duration.ofMinutes(10),
                                512 * 1024));
    }

    @Test
    void transactionsAreNamedAfterTheConsumerGroup() {
        assertThat(read("kafka.group-id", "fraud").transactionalIdPrefix()).isEqualTo("fraud");
        assertThat(read("delivery.transactional-id-prefix", "tx").transactionalIdPrefix())
                .isEqualTo("tx");
    }

    @ParameterizedTest
    @CsvSource({
        "delivery.guarantee,none,at-least-once or exactly-once",
        "delivery.transaction-timeout,16 min,the most",
        "delivery.transaction-timeout,1 ms,1 s",
        "delivery.transactional-id-prefix,' ',no other job",
        "delivery.max-record-bytes,1 kb,or more",
    })
    void refusesWhatABrokerWouldRefuse(String key, String value, String expected) {
        assertThatThrownBy(() -> read(key, value))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(key + " is '")
                .hasMessageContaining(expected);
    }

    private static DeliveryConfig read(String key, String value) {
        return DeliveryOptions.read(Configuration.fromMap(Map.of(key, value)));
    }
}
