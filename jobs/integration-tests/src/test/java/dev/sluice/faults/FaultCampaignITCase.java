// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.faults;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Every fault in every mode; only with {@code -Pfaults}. All runs together write the table of the
 * documentation.
 */
@Tag("faults")
@Timeout(400)
class FaultCampaignITCase {

    private static final Path PAGE = Path.of("..", "..", "docs", "reliability.md");

    @RegisterExtension static final Stand STAND = new Stand();

    private static final List<Outcome> OUTCOMES = new ArrayList<>();

    static Stream<Plan> plans() {
        return Plan.campaign().stream();
    }

    @AfterAll
    static void writeTable() throws Exception {
        System.out.println(CampaignTable.table(OUTCOMES));
        if (OUTCOMES.size() == Plan.campaign().size()
                && System.getProperty(Plan.PROPERTY) == null) {
            CampaignTable.write(PAGE, OUTCOMES);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plans")
    void losesNothing(Plan plan) throws Exception {
        assumeThat(plan.kind() != FaultKind.CHECKPOINT_DISK_FULL || SmallDisk.isPossible())
                .as("a disk can be mounted")
                .isTrue();

        Outcome outcome = STAND.campaign().run(plan);

        assertThat(outcome.isGood()).as(outcome.toString()).isTrue();
        OUTCOMES.add(outcome);
    }
}
