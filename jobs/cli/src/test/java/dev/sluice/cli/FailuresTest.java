// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

import java.io.IOException;

import static org.assertj.core.api.Assertions.assertThat;

class FailuresTest {

    private static final IOException CAUSE = new IOException("connection refused");

    @Test
    void aCommandSaysMoreThanKafka() {
        IOException ours =
                new IOException("topic t cannot be read at host:1", new KafkaException("expired"));

        assertThat(Failures.cause(ours)).isSameAs(ours);
    }

    @Test
    void whatAFrameworkWrapsIsTakenOut() {
        assertThat(Failures.cause(new IllegalStateException("job failed", CAUSE))).isSameAs(CAUSE);
    }

    @Test
    void anErrorOfTheRequestIsFoundWhereverItIs() {
        UsageException usage = new UsageException("--events is 0");
        IOException wrapped = new IOException("reading", new RuntimeException(usage));

        assertThat(Failures.cause(wrapped)).isSameAs(usage);
        assertThat(Failures.isUsage(usage)).isTrue();
    }
}
