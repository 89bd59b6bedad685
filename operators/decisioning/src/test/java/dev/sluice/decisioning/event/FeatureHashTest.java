// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.event;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class FeatureHashTest {

    @Test
    void isTheSameInEveryReleaseOfTheProduct() {
        assertThat(FeatureHash.of(new float[] {1, 2.5f, -3})).isEqualTo(6198288118258599416L);
    }

    @Test
    void tellsSmallChangesApart() {
        Random random = new Random(1);
        Set<Long> seen = new HashSet<>();
        float[] values = new float[15];
        for (int i = 0; i < 100_000; i++) {
            int at = random.nextInt(values.length);
            values[at] = Math.nextUp(values[at]) + random.nextInt(3);
            seen.add(FeatureHash.of(values));
        }
        assertThat(seen).hasSizeGreaterThan(99_990);
    }

    @Test
    void countsTheContextAndItsPlace() {
        float[] one = {1, 2};
        float[] two = {3};

        assertThat(FeatureHash.of(one, two))
                .isNotEqualTo(FeatureHash.of(two, one))
                .isNotEqualTo(FeatureHash.of(new float[] {1, 2, 3}));
    }
}
