// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.doctor;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The cluster loads the engine by its parent class loader, with the module opens. */
final class ClusterSettingsCheck implements Check {

    private static final List<String> PARENT_FIRST =
            List.of(
                    "ai.djl.",
                    "org.tensorflow.",
                    "org.bytedeco.",
                    "com.sun.jna.",
                    "dev.sluice.inference.");

    private final FlinkHome home;

    ClusterSettingsCheck(FlinkHome home) {
        this.home = home;
    }

    @Override
    public String name() {
        return "class loading";
    }

    @Override
    public List<Finding> run() {
        Configuration settings = home.settings();
        List<Finding> findings = new ArrayList<>();
        List<String> patterns = Arrays.asList(CoreOptions.getParentFirstLoaderPatterns(settings));
        List<String> missing =
                PARENT_FIRST.stream().filter(needed -> !patterns.contains(needed)).toList();
        if (!missing.isEmpty()) {
            findings.add(
                    Finding.fail(
                            name(),
                            missing + " would be loaded anew with every job",
                            "Set classloader.parent-first-patterns.additional: \""
                                    + String.join(";", PARENT_FIRST)
                                    + "\" in conf/config.yaml."));
        }
        String options = settings.get(CoreOptions.FLINK_JVM_OPTIONS);
        if (!options.contains("add-opens") && !options.contains("jvm-opens")) {
            findings.add(
                    Finding.fail(
                            name(),
                            "env.java.opts.all opens no modules of Java",
                            "Add what config/jvm-opens lists, or '@' and the path of that file."));
        }
        return findings.isEmpty()
                ? List.of(Finding.ok(name(), "the engine by the parent, modules open"))
                : findings;
    }
}
