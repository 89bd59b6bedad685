// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.feature;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.inference.ModelInputs;

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
import java.time.Duration;

/**
 * Computes the features of recorded events with the very stages that a job runs, in a local Flink
 * in batch mode, under event-time order.
 *
 * <p>Events before the range feed windows and histories as far as the features look back. Only the
 * rows of the range come onto the heap.
 */
public final class FeatureExtraction {

    private static final MemorySize SORT_MEMORY = MemorySize.ofMebiBytes(256);

    private FeatureExtraction() {}

    /** How a use case gets from its recorded events to features. */
    @FunctionalInterface
    public interface Stages {

        /**
         * Appends a bounded source and the keyed stages behind it, with their names and uids.
         *
         * @param environment what the source is appended to
         * @param fromMs time of the first event to read
         * @param toMs time after the last event to read
         * @param control a stream without messages
         * @param config settings of the stages
         */
        SingleOutputStreamOperator<Flow<FeaturizedEvent>> append(
                StreamExecutionEnvironment environment,
                long fromMs,
                long toMs,
                DataStream<ControlMessage> control,
                FeatureConfig config);
    }

    /**
     * The features of a range, sorted by (event time, id).
     *
     * @param stages source and stages of the use case
     * @param inputs which features and context it has
     * @param lookBack how long before the range events matter to it
     * @param request the range
     * @throws IOException if the source or the scratch folder fails
     */
    public static FeatureTable table(
            Stages stages, ModelInputs inputs, Duration lookBack, TableRequest request)
            throws IOException {
        Path folder = Files.createTempDirectory(request.scratch(), "features-");
        try {
            FeatureFiles files =
                    new FeatureFiles(folder, inputs.features().size(), inputs.contextWidth());
            run(stages, lookBack, request, files, folder);
            return files.read();
        } finally {
            // Flink's own clean-up of its part of the folder may still be under way
            FileUtils.deleteDirectoryQuietly(folder.toFile());
        }
    }

    private static void run(
            Stages stages, Duration lookBack, TableRequest request, FeatureFiles files, Path folder)
            throws IOException {
        long from = request.from().toEpochMilli();
        StreamExecutionEnvironment env = environment(request.parallelism(), folder);
        DataStream<ControlMessage> noControl =
                env.fromSequence(0, 0)
                        .name("nothing")
                        .uid("nothing")
                        .flatMap((nothing, out) -> {}, TypeInformation.of(ControlMessage.class))
                        .name("no-control")
                        .uid("no-control");
        stages.append(
                        env,
                        from - lookBack.toMillis(),
                        request.to().toEpochMilli(),
                        noControl,
                        FeatureConfig.defaults(FeatureOrder.EVENT_TIME))
                .filter(flow -> !flow.isControl() && flow.event().eventTimeMs() >= from)
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
