// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import dev.sluice.stream.model.ModelStore;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Two days without labels before two days with labels, the last of which calibrates. */
class PretrainedTrainingTest {

    private static final int ROWS_PER_DAY = 300;
    private static final Duration UNLABELLED = Duration.ofDays(2);
    private static final Instant FROM = Synthetic.START.plus(UNLABELLED);
    private static final TrainingConfig CONFIG =
            TrainingConfig.of(FROM, FROM.plus(Duration.ofDays(2)), 5)
                    .withDeepMembers(1)
                    .withPretraining(UNLABELLED);

    private static final TrainingData ALL = Synthetic.rows(4, ROWS_PER_DAY, 1);
    private static final TrainingData RANGE = ALL.between(FROM.toEpochMilli(), Long.MAX_VALUE);

    @TempDir static Path folder;

    private static Map<String, String> all;

    @BeforeAll
    static void trainOnAllRows() throws Exception {
        all = train("all", ALL, CONFIG);
    }

    @Test
    void labelsBeforeTheRangeCannotInfluenceAnything() throws Exception {
        assertThat(train("flipped", flippedBeforeTheRange(), CONFIG)).isEqualTo(all);
    }

    @Test
    void rowsBeforeTheRangeTeachTheEncoders() throws Exception {
        assertThat(train("range", RANGE, CONFIG)).isNotEqualTo(all);
        assertThat(pretrainingRows("range")).isEqualTo(ROWS_PER_DAY);
        assertThat(pretrainingRows("all")).isEqualTo(3.0 * ROWS_PER_DAY);
    }

    @Test
    void withoutPretrainingNoHistoryIsLearnedFromBeforeLabelsAre() throws Exception {
        assertThat(train("off", ALL, CONFIG.withPretraining(Duration.ZERO))).isNotEqualTo(all);
        assertThat(pretrainingRows("off")).isZero();
    }

    @Test
    void refusesATimeOrAWeightBelowNothing() {
        assertThatThrownBy(() -> CONFIG.withPretraining(Duration.ofDays(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pretraining is PT-24H");
        assertThatThrownBy(() -> CONFIG.withCauseWeight(-0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("causeWeight is -0.5");
    }

    private static Map<String, String> train(String name, TrainingData data, TrainingConfig config)
            throws Exception {
        Trainer.train(data, config, folder.resolve(name), ProgressListener.NONE);
        return ModelStore.hashes(folder.resolve(name));
    }

    private static double pretrainingRows(String name) throws Exception {
        return ModelStore.at(folder.resolve(name).toString(), "djl-tensorflow")
                .manifest(ModelStore.DEEP)
                .training()
                .metrics()
                .get("pretraining-rows");
    }

    /** Good for bad, bad for good, and causes and stakes of their own. */
    private static TrainingData flippedBeforeTheRange() {
        boolean[] bad = ALL.bad().clone();
        byte[] causes = ALL.causes().clone();
        long[] stakes = ALL.stakes().clone();
        for (int row = 0; ALL.timesMs()[row] < FROM.toEpochMilli(); row++) {
            bad[row] = !bad[row];
            causes[row] = (byte) (bad[row] ? Synthetic.JUMP : 0);
            stakes[row] = 1 + row;
        }
        assertThat(Arrays.equals(bad, ALL.bad())).isFalse();
        return new TrainingData(
                ALL.inputs(), ALL.timesMs(), ALL.features(), ALL.contexts(), stakes, bad, causes);
    }
}
