// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.decision;

import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.release.ModelFigures;
import dev.sluice.decisioning.release.ModelStatus;
import dev.sluice.decisioning.release.ReleaseMode;
import dev.sluice.decisioning.release.ReleaseOrder;
import dev.sluice.decisioning.release.ShadowScore;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is said of releases survives its topics. */
class ReleaseFormatsTest {

    @ParameterizedTest
    @EnumSource(ReleaseMode.class)
    void ordersSurvive(ReleaseMode mode) throws Exception {
        ReleaseOrder order =
                new ReleaseOrder(
                        "deep", "v2", "s3://m", "00", mode, 0.25, "version: p", 7, "me", "why");
        ReleaseFormat format = new ReleaseFormat();
        assertThat(format.decode(format.encode(order))).isEqualTo(order);
    }

    @ParameterizedTest
    @EnumSource(ModelStatus.State.class)
    void statusesSurvive(ModelStatus.State state) throws Exception {
        ModelStatus status =
                new ModelStatus(
                        "job",
                        "deep",
                        "v2",
                        5,
                        state,
                        1,
                        2,
                        "why",
                        new ModelFigures(1, 2, 3, 4, 5, 6.5, 7.5, 8.5, 9, 10, 11),
                        12);
        ModelStatusFormat format = new ModelStatusFormat();
        assertThat(format.decode(format.encode(status))).isEqualTo(status);
    }

    @Test
    void shadowScoresSurviveWithAndWithoutTheLiveOne() throws Exception {
        ShadowScoreFormat format = new ShadowScoreFormat();
        for (double live : new double[] {0.25, Double.NaN}) {
            ShadowScore score =
                    new ShadowScore(
                            "e",
                            "k",
                            3,
                            "deep",
                            "v2",
                            ReleaseMode.SHADOW,
                            0.5,
                            Outcome.FLAG,
                            "v1",
                            live,
                            Outcome.CLEAR,
                            "p");
            assertThat(format.decode(format.encode(score))).isEqualTo(score);
        }
    }
}
