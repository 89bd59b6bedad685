// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TrainerRefusalTest {

    private static final TrainingConfig CONFIG =
            TrainingConfig.of(Synthetic.START, Synthetic.START.plus(Duration.ofDays(3)), 1);

    @TempDir Path folder;

    @Test
    void refusesRowsOfOneKind() {
        TrainingData rows = Synthetic.rows(3, 50, 1);
        TrainingData good =
                new TrainingData(
                        rows.inputs(),
                        rows.timesMs(),
                        rows.features(),
                        rows.contexts(),
                        rows.stakes(),
                        new boolean[rows.rows()],
                        new byte[rows.rows()]);

        assertThatThrownBy(() -> train(good))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("100 rows")
                .hasMessageContaining("0 are bad");
    }

    @Test
    void refusesARangeWhoseEndIsEmpty() {
        assertThatThrownBy(() -> train(Synthetic.rows(2, 200, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no rows in the last PT24H");
    }

    @Test
    void doesNotReplaceAFolderOfSomethingElse() throws Exception {
        Path out = Files.createDirectory(folder.resolve("models"));
        Files.writeString(out.resolve("thesis.txt"), "years of work");

        assertThatThrownBy(() -> train(Synthetic.rows(3, 200, 1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("thesis.txt");
        assertThat(out.resolve("thesis.txt")).hasContent("years of work");
    }

    @Test
    void leavesNothingOfATrainingThatFailed() throws Exception {
        ProgressListener broken =
                (stage, fraction) -> {
                    throw new IllegalStateException("the listener broke");
                };

        assertThatThrownBy(
                        () ->
                                Trainer.train(
                                        Synthetic.rows(3, 100, 1),
                                        CONFIG,
                                        folder.resolve("models"),
                                        broken))
                .hasMessageContaining("the listener broke");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void refusesConfigurationsThatCannotBeTrained() {
        assertThatThrownBy(() -> TrainingConfig.of(Synthetic.START, Synthetic.START, 1))
                .hasMessageContaining("expected from before to");
        assertThatThrownBy(() -> CONFIG.withCalibration(Duration.ofDays(3)))
                .hasMessageContaining("PT72H");
        assertThatThrownBy(() -> CONFIG.withDeepMembers(0)).hasMessageContaining("1 or more");
    }

    @Test
    void refusesMatricesThatAreNone() {
        TrainingData rows = Synthetic.rows(1, 10, 1);
        float[] features = rows.features().clone();
        features[6] = Float.NaN;
        long[] times = rows.timesMs().clone();
        times[3] = 0;

        assertThatThrownBy(
                        () ->
                                new TrainingData(
                                        rows.inputs(),
                                        rows.timesMs(),
                                        features,
                                        rows.contexts(),
                                        rows.stakes(),
                                        rows.bad(),
                                        rows.causes()))
                .hasMessageContaining("row 1")
                .hasMessageContaining("column 2");
        assertThatThrownBy(
                        () ->
                                new TrainingData(
                                        rows.inputs(),
                                        times,
                                        rows.features(),
                                        rows.contexts(),
                                        rows.stakes(),
                                        rows.bad(),
                                        rows.causes()))
                .hasMessageContaining("Row 3");
        assertThatThrownBy(
                        () ->
                                new TrainingData(
                                        rows.inputs(),
                                        rows.timesMs(),
                                        rows.features(),
                                        new float[3],
                                        rows.stakes(),
                                        rows.bad(),
                                        rows.causes()))
                .hasMessageContaining("3 contexts; expected 120");
    }

    @Test
    void refusesCausesThatDoNotFitTheirLabels() {
        TrainingData rows = Synthetic.rows(1, 50, 1);
        int good = 0;
        int bad = 0;
        for (int row = 0; row < rows.rows(); row++) {
            good = rows.bad()[row] ? good : row;
            bad = rows.bad()[row] ? row : bad;
        }

        assertCauseRefused(rows, good, 1, "is good and has cause 1; expected 0");
        assertCauseRefused(rows, bad, 0, "is bad and has cause 0; expected -1 (unknown) or 1 to 2");
        assertCauseRefused(rows, bad, 3, "is bad and has cause 3; expected -1 (unknown) or 1 to 2");
        assertThatThrownBy(() -> withCauses(rows, new byte[3]))
                .hasMessageContaining("3 causes; expected 50");
    }

    @Test
    void refusesCausesWhereThereAreNoExplanations() {
        TrainingData rows = Synthetic.withoutContext(1, 50, 1);
        byte[] causes = rows.causes().clone();
        for (int row = 0; row < causes.length; row++) {
            causes[row] = (byte) Math.abs(causes[row]);
        }

        assertThatThrownBy(() -> withCauses(rows, causes))
                .hasMessageContaining("expected -1 (unknown): the inputs have no explanations");
    }

    private static void assertCauseRefused(TrainingData rows, int row, int cause, String expected) {
        byte[] causes = rows.causes().clone();
        causes[row] = (byte) cause;
        assertThatThrownBy(() -> withCauses(rows, causes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Row " + row + " " + expected);
    }

    private static TrainingData withCauses(TrainingData rows, byte[] causes) {
        return new TrainingData(
                rows.inputs(),
                rows.timesMs(),
                rows.features(),
                rows.contexts(),
                rows.stakes(),
                rows.bad(),
                causes);
    }

    private void train(TrainingData data) throws Exception {
        Trainer.train(data, CONFIG, folder.resolve("models"), ProgressListener.NONE);
    }
}
