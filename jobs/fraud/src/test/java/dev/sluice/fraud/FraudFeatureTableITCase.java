// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.stream.feature.FeatureConfig;
import dev.sluice.stream.feature.FeatureFiles;
import dev.sluice.stream.feature.FeatureOrder;
import dev.sluice.stream.feature.FeatureTable;
import dev.sluice.stream.feature.TableRequest;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FraudFeatureTableITCase {

    private static final LocalDate START = LocalDate.parse("2025-01-01");
    private static final int DAYS = 100;

    /** Few customers and terminals with much to do, so that windows split and histories fill. */
    private static final TransactionSource SOURCE =
            new RepeatingSource(new FraudSimulator(new SimulatorConfig(150, 40, START, DAYS, 11)));

    private FraudFeatureTable whole;

    @BeforeAll
    void computeTheWholeTable(@TempDir Path folder) throws Exception {
        whole = FraudFeatureTable.extract(SOURCE, new TableRequest(at(0), at(DAYS), 2, folder));
    }

    @Test
    void streamingInParallelUnderEventTimeEqualsBatchRowByRow(@TempDir Path scratch)
            throws Exception {
        FeatureTable batch = whole.table();
        FeatureTable streaming = streaming(2, scratch);

        assertThat(batch.rows()).isGreaterThan(20_000);
        assertSame(streaming, batch, 0);
        assertThat(riskyRows(batch)).isGreaterThan(100);
    }

    @Test
    void batchIsTheSameAtAnyParallelism(@TempDir Path scratch) throws Exception {
        FraudFeatureTable one = table(0, DAYS, 1, scratch);
        assertSame(whole.table(), one.table(), 0);
        assertThat(whole.fraud()).containsExactly(one.fraud());
    }

    @Test
    void lookBackIsEnough(@TempDir Path scratch) throws Exception {
        FraudFeatureTable range = table(DAYS - 10, DAYS, 2, scratch);
        int skipped = whole.table().rows() - range.table().rows();
        assertThat(range.table().rows()).isGreaterThan(2_000);
        assertThat(range.table().timesMs()[0]).isGreaterThanOrEqualTo(at(DAYS - 10).toEpochMilli());
        assertSame(whole.table(), range.table(), skipped);
    }

    @Test
    void rowsCarryTheTruth(@TempDir Path scratch) throws Exception {
        FraudFeatureTable table = table(40, 50, 2, scratch);
        int[] frauds = {0};
        for (int part = 40; part < 50; part++) {
            SOURCE.read(
                    part,
                    labelled -> {
                        CardTransaction transaction = labelled.transaction();
                        int row =
                                table.table()
                                        .find(
                                                transaction.eventTimeMs(),
                                                transaction.transactionId());
                        assertThat(table.fraud()[row]).isEqualTo(labelled.fraud());
                        assertThat(table.scenarios()[row]).isEqualTo((byte) labelled.scenario());
                        frauds[0] += labelled.fraud() ? 1 : 0;
                    });
        }
        assertThat(frauds[0]).isPositive();
        assertThat(scratch).as("temporary files are gone").isEmptyDirectory();
    }

    @Test
    void emptyRangeIsRefused(@TempDir Path scratch) {
        assertThatThrownBy(() -> new TableRequest(at(5), at(5), 1, scratch))
                .hasMessageContaining("is empty; expected from < to");
    }

    private static FraudFeatureTable table(int from, int to, int parallelism, Path scratch)
            throws Exception {
        return FraudFeatureTable.extract(
                SOURCE, new TableRequest(at(from), at(to), parallelism, scratch));
    }

    /**
     * The same stages in streaming mode; each source subtask has its own stretch of days, so the
     * two are weeks apart and only watermarks bring them together.
     */
    private static FeatureTable streaming(int parallelism, Path scratch) throws Exception {
        Configuration config = new Configuration();
        config.set(PipelineOptions.GENERIC_TYPES, false);
        config.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        config.set(PipelineOptions.OBJECT_REUSE, true);
        config.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(1));
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, config);
        SingleOutputStreamOperator<CardTransaction> events =
                HistoryReader.append(env, SOURCE, Long.MIN_VALUE, Long.MAX_VALUE);
        Path folder = Files.createDirectory(scratch.resolve("streaming"));
        FeatureFiles files =
                new FeatureFiles(
                        folder,
                        FraudFeatures.INPUTS.features().size(),
                        FraudFeatures.INPUTS.contextWidth());
        FraudFeatureStages.append(
                        events.assignTimestampsAndWatermarks(
                                        WatermarkStrategy.<CardTransaction>forMonotonousTimestamps()
                                                .withTimestampAssigner(
                                                        (event, old) -> event.eventTimeMs()))
                                .name("event-times")
                                .uid("event-times"),
                        events.getSideOutput(HistoryReader.LABELS)
                                .assignTimestampsAndWatermarks(
                                        WatermarkStrategy.<CardLabel>forMonotonousTimestamps()
                                                .withTimestampAssigner(
                                                        (label, old) -> label.availableAtMs()))
                                .name("label-times")
                                .uid("label-times"),
                        StagesHarness.nothing(env, ControlMessage.class),
                        FeatureConfig.defaults(FeatureOrder.EVENT_TIME))
                .filter(flow -> !flow.isControl())
                .name("events")
                .uid("events")
                .map(flow -> flow.event(), TypeInformation.of(FeaturizedEvent.class))
                .name("rows")
                .uid("rows")
                .sinkTo(files)
                .name("files")
                .uid("files");
        env.execute();
        return files.read();
    }

    private static void assertSame(FeatureTable whole, FeatureTable part, int skipped) {
        assertThat(whole.rows()).isEqualTo(part.rows() + skipped);
        for (int row = 0; row < part.rows(); row++) {
            int other = row + skipped;
            String id = part.ids()[row];
            assertThat(whole.ids()[other]).isEqualTo(id);
            assertThat(whole.timesMs()[other]).isEqualTo(part.timesMs()[row]);
            assertThat(whole.entityKeys()[other]).isEqualTo(part.entityKeys()[row]);
            assertThat(whole.stakes()[other]).isEqualTo(part.stakes()[row]);
            assertThat(whole.featuresOf(other))
                    .as("features of %s", id)
                    .containsExactly(part.featuresOf(row));
            assertThat(whole.contextOf(other))
                    .as("context of %s", id)
                    .containsExactly(part.contextOf(row));
        }
    }

    private static int riskyRows(FeatureTable table) {
        int risky = 0;
        for (int row = 0; row < table.rows(); row++) {
            risky += table.featuresOf(row)[14] > 0 ? 1 : 0;
        }
        return risky;
    }

    private static Instant at(int day) {
        return START.plusDays(day).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
