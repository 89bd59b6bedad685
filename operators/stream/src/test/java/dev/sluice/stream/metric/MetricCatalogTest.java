// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.metric;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Every metric that the code registers is in the catalog, and nothing else. */
class MetricCatalogTest {

    /** A name where a metric is registered, or where a class of metrics names it as a constant. */
    private static final Pattern NAME =
            Pattern.compile(
                    "(?:\\b(?:counter|gauge|figure|add)\\([a-zA-Z. ()\\s,]*"
                            + "|static final String [A-Z_]+ = )"
                            + "\"(?!reason\")([a-z][a-zA-Z]+)\"");

    @Test
    void hasEveryMetricOfTheCodeAndNoOther() throws IOException {
        Set<String> registered = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(MetricCatalogTest::registers).toList()) {
                Matcher names = NAME.matcher(Files.readString(file));
                while (names.find()) {
                    registered.add(names.group(1));
                }
            }
        }

        assertThat(MetricCatalog.entries())
                .extracting(MetricCatalog.Entry::name)
                .allMatch(registered::contains);
        assertThat(registered)
                .isSubsetOf(
                        MetricCatalog.entries().stream().map(MetricCatalog.Entry::name).toList());
    }

    @Test
    void namesEachMetricOfAnOperatorOnce() {
        assertThat(MetricCatalog.entries())
                .extracting(entry -> entry.operator() + "." + entry.name())
                .doesNotHaveDuplicates();
    }

    private static boolean registers(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith("Metrics.java")
                || name.equals("RecalibrationFunction.java")
                || name.equals("ReleaseFunction.java");
    }
}
