// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.config;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

class OptionsDocTest {

    /** As options are declared. */
    public static final class SomeOptions {
        public static final ConfigOption<Duration> WAIT =
                ConfigOptions.key("b.wait")
                        .durationType()
                        .defaultValue(Duration.ofMillis(2500))
                        .withDescription("How long | how.");
        public static final ConfigOption<MemorySize> SIZE =
                ConfigOptions.key("b.size").memoryType().defaultValue(MemorySize.parse("64kb"));
        public static final ConfigOption<TimeUnit> UNIT =
                ConfigOptions.key("a.unit")
                        .enumType(TimeUnit.class)
                        .defaultValue(TimeUnit.DAYS)
                        .withDescription("Unit.");
        public static final ConfigOption<String> NAME =
                ConfigOptions.key("c.name").stringType().noDefaultValue();
        public static final ConfigOption<List<String>> NAMES =
                ConfigOptions.key("c.names").stringType().asList().defaultValues("x", "y");
        public static final ConfigOption<Map<String, String>> MORE =
                ConfigOptions.key("c.more").mapType().defaultValue(Map.of());
    }

    @Test
    void writesARowForEveryOptionByKey() {
        assertThat(OptionsDoc.markdown(List.of(SomeOptions.class)))
                .isEqualTo(
                        """
                        | Key | Default | Type | Description |
                        |---|---|---|---|
                        | `a.unit` | `days` | one of nanoseconds, microseconds, milliseconds, seconds, minutes, hours, days | Unit. |
                        | `b.size` | `64 kb` | size |  |
                        | `b.wait` | `2500 ms` | duration | How long \\| how. |
                        | `c.more` | (empty) | map |  |
                        | `c.name` | (none) | text |  |
                        | `c.names` | `x;y` | list |  |
                        """);
    }
}
