// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.stream.feature.FeatureConfig;
import dev.sluice.stream.feature.FeatureFiles;
import dev.sluice.stream.feature.FeatureOrder;
import dev.sluice.stream.feature.FeatureTable;

import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.FileUtils;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Features of past transactions with the truth about them, sorted by (event time, id).
 *
 * @param table the features
 * @param fraud whether each row was fraudulent
 * @param scenarios kind of fraud of each row, 0 if none or unknown
 */
public record FraudFeatureTable(FeatureTable table, boolean[] fraud, byte[] scenarios) {

    private static final MemorySize SORT_MEMORY = MemorySize.ofMebiBytes(256);

    /**
     * Computes features with the very stages that a job runs, in a local Flink in batch mode, under
     * event-time order, labels becoming known after {@link LabelledTransaction#LABEL_DELAY}.
     *
     * <p>Transactions before the range feed windows and histories as far as {@link
     * FraudFeatures#LOOK_BACK}. Only the rows of the range come onto the heap.
     *
     * @param source transactions
     * @param request the range
     * @throws IOException if the source or the scratch folder fails
     */
    public static FraudFeatureTable extract(TransactionSource source, TableRequest request)
            throws IOException {
        Path folder = Files.createTempDirectory(request.scratch(), "features-");
        try {
            FeatureFiles files =
                    new FeatureFiles(
                            folder,
                            FraudFeatures.INPUTS.features().size(),
                            FraudFeatures.INPUTS.contextWidth());
            run(source, request, files, folder);
            FeatureTable table = files.read();
            FraudFeatureTable labelled =
                    new FraudFeatureTable(table, new boolean[table.rows()], new byte[table.rows()]);
            for (int part = 0; part < source.parts(); part++) {
                source.read(part, labelled::put);
            }
            return labelled;
        } finally {
            // Flink's own clean-up of its part of the folder may still be under way
            FileUtils.deleteDirectoryQuietly(folder.toFile());
        }
    }

    /**
     * What is behind each row, as training wants it: 0 for good rows, the scenario of a fraud,
     * which is the index of its explanation in {@link FraudFeatures#INPUTS}, -1 for a fraud of
     * unknown scenario.
     */
    public byte[] causes() {
        byte[] causes = new byte[fraud.length];
        for (int row = 0; row < causes.length; row++) {
            if (fraud[row]) {
                causes[row] = scenarios[row] == 0 ? -1 : scenarios[row];
            }
        }
        return causes;
    }

    private void put(LabelledTransaction labelled) {
        CardTransaction transaction = labelled.transaction();
        int row = table.find(transaction.eventTimeMs(), transaction.transactionId());
        if (row >= 0) {
            fraud[row] = labelled.fraud();
            scenarios[row] = (byte) labelled.scenario();
        }
    }

    private static void run(
            TransactionSource source, TableRequest request, FeatureFiles files, Path folder)
            throws IOException {
        long from = request.from().toEpochMilli();
        long to = request.to().toEpochMilli();
        StreamExecutionEnvironment env = environment(request.parallelism(), folder);
        SingleOutputStreamOperator<CardTransaction> events =
                HistoryReader.append(env, source, from - FraudFeatures.LOOK_BACK.toMillis(), to);
        DataStream<ControlMessage> noControl =
                env.fromSequence(0, 0)
                        .name("nothing")
                        .uid("nothing")
                        .flatMap((nothing, out) -> {}, TypeInformation.of(ControlMessage.class))
                        .name("no-control")
                        .uid("no-control");
        SingleOutputStreamOperator<Flow<FeaturizedEvent>> features =
                FraudFeatureStages.append(
                        events,
                        events.getSideOutput(HistoryReader.LABELS),
                        noControl,
                        FeatureConfig.defaults(FeatureOrder.EVENT_TIME));
        features.filter(flow -> !flow.isControl() && flow.event().eventTimeMs() >= from)
                .name("range")
                .uid("range")
                .map(flow -> flow.event(), TypeInformation.of(FeaturizedEvent.class))
                .name("rows")
                .uid("rows")
                .sinkTo(files)
                .name("feature-files")
                .uid("feature-files");
        try {
            env.execute("feature table");
        } catch (Exception e) {
            throw new IOException(
                    "The features of " + request.from() + " to " + request.to() + " failed.", e);
        }
    }

    private static StreamExecutionEnvironment environment(int parallelism, Path folder) {
        Configuration config = new Configuration();
        config.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.BATCH);
        config.set(PipelineOptions.GENERIC_TYPES, false);
        config.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        config.set(PipelineOptions.OBJECT_REUSE, true);
        config.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        config.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, SORT_MEMORY);
        config.set(CoreOptions.TMP_DIRS, folder.toString());
        return StreamExecutionEnvironment.createLocalEnvironment(parallelism, config);
    }
}
