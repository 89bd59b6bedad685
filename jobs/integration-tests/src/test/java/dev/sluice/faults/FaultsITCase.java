// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.faults;

import dev.sluice.faults.cluster.RealCluster;
import dev.sluice.it.FraudHistory;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A few runs of the campaign, on every build. Run one alone with {@code -Dsluice.faults=KIND:SEED}.
 */
@Timeout(300)
class FaultsITCase {

    @TempDir static Path folder;
    private static RealCluster cluster;
    private static Campaign campaign;

    @BeforeAll
    static void startCluster() throws Exception {
        Path models = FraudHistory.train(folder);
        cluster = RealCluster.start(folder, Path.of("target", "faults"), 2);
        campaign = new Campaign(cluster, folder, models);
    }

    @AfterAll
    static void endCluster() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @CsvSource({
        "TASKMANAGER_KILLED, 1",
        "JOBMANAGER_KILLED, 2",
        "BROKER_KILLED, 3",
    })
    void decidesEveryEventOnceWhatever(FaultKind kind, long seed) throws Exception {
        Outcome outcome = campaign.run(kind, seed);

        System.out.println(outcome);
        assertThat(outcome.isGood()).as(outcome.toString()).isTrue();
    }
}
