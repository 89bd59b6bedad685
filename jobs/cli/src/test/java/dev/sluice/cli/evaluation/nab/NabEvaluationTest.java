// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.nab;

import dev.sluice.testing.PublicData;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The scorer on the benchmark itself, against what it publishes. */
class NabEvaluationTest {

    private static NabCorpus corpus;

    @BeforeAll
    static void read() throws IOException {
        corpus = NabCorpus.read(PublicData.find("nab"));
    }

    @Test
    void corpusHasThePublishedSize() {
        assertThat(corpus.files()).hasSize(58);
        assertThat(corpus.readings()).isEqualTo(365_558);
        assertThat(corpus.windows()).isEqualTo(116);
    }

    @Test
    void windowedGaussianLandsOnItsPublishedRow() throws IOException {
        NabRow row = row(new WindowedGaussian());

        assertThat(row.standard()).isCloseTo(39.6, within(0.5));
        assertThat(row.lowFp()).isCloseTo(20.9, within(0.5));
        assertThat(row.lowFn()).isCloseTo(47.4, within(0.5));
        assertThat(row.escalatedShare()).isZero();
    }

    @Test
    void detectorThatSaysTheSameOfAllReadingsScoresZero() throws IOException {
        NabRow row = row(detector("null", () -> 0.5, 0));

        assertThat(row).isEqualTo(new NabRow("null", 0, 0, 0, 0));
    }

    @Test
    void randomDetectorsScoreAsLittleAsPublished() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int draws = 8;
        double standard = 0;
        double lowFp = 0;
        for (int i = 0; i < draws; i++) {
            NabRow row = row(detector("random", random::nextDouble, 1));
            assertThat(row.escalatedShare()).isEqualTo(58.0 / 365_558);
            standard += row.standard() / draws;
            lowFp += row.lowFp() / draws;
        }
        // published 11.0 and 1.2; a single draw is anything from 5 to 18, and from 0 to 8
        assertThat(standard).as("seed %d", seed).isCloseTo(11.0, within(6.0));
        assertThat(lowFp).as("seed %d", seed).isCloseTo(1.2, within(4.0));
    }

    private static NabRow row(NabDetector detector) throws IOException {
        return new NabEvaluation(corpus).row(detector, share -> {});
    }

    private static NabDetector detector(String name, DoubleSupplier next, int escalated) {
        return new NabDetector() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Scores score(long[] timesMs, double[] values) {
                return new Scores(
                        DoubleStream.generate(next).limit(values.length).toArray(), escalated);
            }
        };
    }
}
