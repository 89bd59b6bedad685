// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import dev.sluice.inference.ModelLoadException;
import dev.sluice.stream.CascadeConfig;
import dev.sluice.stream.FlinkDefaults;
import dev.sluice.stream.KafkaCascade;
import dev.sluice.stream.config.ConfigFile;
import dev.sluice.stream.config.SluiceConfig;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ParameterTool;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;

/**
 * Card transactions from Kafka to decisions on Kafka.
 *
 * <pre>flink run sluice-fraud.jar --config fraud.yaml</pre>
 */
public final class FraudDetectionJob {

    /** Name of the job in Flink. */
    public static final String NAME = "fraud-detection";

    private static final Logger LOG = LoggerFactory.getLogger(FraudDetectionJob.class);

    private FraudDetectionJob() {}

    /**
     * Runs the job where it is submitted.
     *
     * @throws dev.sluice.stream.config.ConfigException if the configuration is refused
     * @throws ModelLoadException if the models are refused
     * @throws dev.sluice.stream.config.AccessException if Kafka turns the job away
     */
    public static void main(String[] args) throws Exception {
        String file = ParameterTool.fromArgs(args).getRequired("config");
        SluiceConfig config = ConfigFile.read(Path.of(file), CascadeConfig.options());
        // a broker that is away may be back before the job is; one that refuses us will not relent
        KafkaCascade.check(new FraudUseCase(), CascadeConfig.read(config)).ifPresent(LOG::warn);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        FlinkDefaults.with(config.flink()));
        build(environment, config);
        environment.execute(NAME);
    }

    /**
     * Puts the job together.
     *
     * @throws ModelLoadException if models or policy are missing, altered, or made for other
     *     features
     */
    public static void build(StreamExecutionEnvironment environment, SluiceConfig config)
            throws ModelLoadException {
        KafkaCascade.build(environment, new FraudUseCase(), config);
    }
}
