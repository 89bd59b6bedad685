// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.release;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.gate.CostMatrix;
import dev.sluice.decisioning.gate.GateConfig;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.gate.Thresholds;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class TrialTest {

    private static final int ENTITIES = 100_000;

    @Test
    void takesItsShareOfTheEntities() {
        for (double share : new double[] {0.01, 0.1, 0.5}) {
            Trial trial = canary("v2", share);
            double taken =
                    IntStream.range(0, ENTITIES).filter(i -> trial.takes("customer-" + i)).count()
                            / (double) ENTITIES;
            assertThat(taken).isCloseTo(share, within(4 * Math.sqrt(share / ENTITIES)));
        }
    }

    @Test
    void keepsEveryEntityThatItHadWhenItsShareGrows() {
        Trial before = canary("v2", 0.1);
        Trial after = canary("v2", 0.3);
        assertThat(IntStream.range(0, ENTITIES).mapToObj(i -> "customer-" + i))
                .filteredOn(before::takes)
                .allMatch(after::takes);
    }

    @Test
    void takesOtherEntitiesForAnotherVersion() {
        Trial one = canary("v2", 0.1);
        Trial other = canary("v3", 0.1);
        long both =
                IntStream.range(0, ENTITIES)
                        .mapToObj(i -> "customer-" + i)
                        .filter(key -> one.takes(key) && other.takes(key))
                        .count();
        assertThat(both / (double) ENTITIES).isCloseTo(0.01, within(0.002));
    }

    @Test
    void takesAllAtAShareOfOneAndDecidesNothingInTheShadow() {
        Trial shadow = new Trial(release("v2"), ReleaseMode.SHADOW, 1, 1);
        assertThat(IntStream.range(0, 1000).mapToObj(i -> "k" + i))
                .allMatch(shadow::takes)
                .noneMatch(shadow::decides);
    }

    private static Trial canary(String version, double share) {
        return new Trial(release(version), ReleaseMode.CANARY, share, 1);
    }

    static Release release(String version) {
        return new Release(
                "first-pass", version, "file:///m/" + version, "00", policy("p-" + version, 1));
    }

    static Policy policy(String version, double slope) {
        return Policy.of(
                version,
                "fraud",
                CostMatrix.of(Thresholds.DEFAULT),
                new Calibration(slope, 0, Calibration.IDENTITY.bins()),
                Map.of("monte-carlo", new Calibration(slope + 10, 0, Calibration.IDENTITY.bins())),
                GateConfig.EVERYTHING);
    }
}
