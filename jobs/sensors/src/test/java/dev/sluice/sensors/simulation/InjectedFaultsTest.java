// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors.simulation;

import dev.sluice.sensors.LabelledReading;
import dev.sluice.sensors.Reading;
import dev.sluice.sensors.ReadingSource;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;

class InjectedFaultsTest {

    private static final int READINGS = 4_000;

    @Test
    void aRecordingWithoutLabelsHasFaultsThatAreKnownAndNothingElseIsChanged() throws Exception {
        Recording recording = new Recording();
        List<LabelledReading> plain = read(recording);
        List<LabelledReading> broken = read(new InjectedFaults(recording, 3));

        assertThat(broken).hasSameSizeAs(plain);
        long anomalous = broken.stream().filter(LabelledReading::isAnomalous).count();
        assertThat(anomalous).isBetween(10L, (long) READINGS);
        assertThat(broken)
                .filteredOn(LabelledReading::isAnomalous)
                .allMatch(one -> one.kind().isPresent());
        for (int i = 0; i < plain.size(); i++) {
            if (!broken.get(i).isAnomalous()) {
                assertThat(broken.get(i).reading()).isEqualTo(plain.get(i).reading());
            }
        }
    }

    @Test
    void whatIsMissingStaysMissing() throws Exception {
        List<LabelledReading> plain = read(new Recording());
        List<LabelledReading> broken = read(new InjectedFaults(new Recording(), 4));
        for (int i = 0; i < plain.size(); i++) {
            assertThat(Double.isNaN(broken.get(i).reading().values()[0]))
                    .isEqualTo(Double.isNaN(plain.get(i).reading().values()[0]));
        }
    }

    @Test
    void equalSeedsGiveEqualFaultsAndOthersGiveOthers() throws Exception {
        assertThat(read(new InjectedFaults(new Recording(), 5)))
                .isEqualTo(read(new InjectedFaults(new Recording(), 5)))
                .isNotEqualTo(read(new InjectedFaults(new Recording(), 6)));
    }

    private static List<LabelledReading> read(ReadingSource source) throws IOException {
        List<LabelledReading> readings = new ArrayList<>();
        for (int part = 0; part < source.parts(); part++) {
            source.read(part, readings::add);
        }
        return readings;
    }

    /** Two sensors in order of time, of which some values are missing. */
    private static final class Recording implements ReadingSource {

        private static final long serialVersionUID = 1L;

        @Override
        public int parts() {
            return 1;
        }

        @Override
        public void read(int part, Consumer<LabelledReading> sink) {
            Random random = new Random(1);
            for (int i = 0; i < READINGS; i++) {
                double value = i % 97 == 0 ? Double.NaN : 20 + random.nextGaussian();
                sink.accept(
                        LabelledReading.ordinary(
                                new Reading(
                                        "s" + i % 2,
                                        i / 2 * 300_000L,
                                        new String[] {"v1"},
                                        new double[] {value},
                                        new String[] {""})));
            }
        }
    }
}
