// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.faults;

import dev.sluice.faults.cluster.RealCluster;
import dev.sluice.it.FraudHistory;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A cluster with two TaskManagers and trained models, for all runs of a test class. */
final class Stand implements BeforeAllCallback, AfterAllCallback {

    private static final int TASKMANAGERS = 2;

    private Path folder;
    private RealCluster cluster;
    private Campaign campaign;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        folder = Files.createTempDirectory("sluice-faults-");
        Path models = FraudHistory.train(folder);
        Path logs = Path.of("target", "faults", context.getRequiredTestClass().getSimpleName());
        cluster = RealCluster.start(folder, logs, TASKMANAGERS);
        campaign = new Campaign(cluster, folder, models);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (cluster != null) {
            cluster.close();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }

    RealCluster cluster() {
        return cluster;
    }

    Campaign campaign() {
        return campaign;
    }
}
