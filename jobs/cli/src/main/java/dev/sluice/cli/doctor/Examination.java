// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.doctor;

import dev.sluice.stream.CascadeConfig;
import dev.sluice.stream.UseCase;
import dev.sluice.stream.config.ConfigException;
import dev.sluice.stream.config.ConfigFile;
import dev.sluice.stream.config.SluiceConfig;

import org.apache.flink.configuration.Configuration;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All checks of a job before it is started: its configuration, and what that points at. */
public final class Examination {

    private final InstantSource clock;

    /**
     * An examination.
     *
     * @param clock what the clock of the cluster is held against
     */
    public Examination(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * What is looked at.
     *
     * @param useCase use case of the job
     * @param file its configuration
     * @param settings options over those of the file
     * @param flinkHome folder of the Flink that is to run it, if it is at hand
     * @param gpu whether TensorFlow sees a GPU here
     */
    public record Patient(
            UseCase<?, ?> useCase,
            Optional<Path> file,
            Map<String, String> settings,
            Optional<Path> flinkHome,
            boolean gpu) {

        /** Copies the settings. */
        public Patient {
            settings = Map.copyOf(settings);
        }
    }

    /** Looks at everything that there is to look at. */
    public List<Finding> of(Patient patient) {
        List<Finding> findings = new ArrayList<>();
        Configuration cluster = new Configuration();
        if (patient.flinkHome().isPresent()) {
            FlinkHome home = new FlinkHome(patient.flinkHome().get());
            findings.addAll(run(new LibCheck(home)));
            findings.addAll(run(new JobJarCheck(home)));
            findings.addAll(run(new ClusterSettingsCheck(home)));
            cluster.addAll(home.settings());
        }
        if (patient.file().isPresent()) {
            try {
                SluiceConfig config =
                        ConfigFile.read(patient.file().get(), CascadeConfig.options())
                                .with(patient.settings());
                CascadeConfig stages = CascadeConfig.read(config);
                findings.add(Finding.ok("configuration", patient.file().get() + " can be read"));
                cluster.addAll(config.flink());
                for (Check check : ofJob(patient, config, stages, cluster)) {
                    findings.addAll(run(check));
                }
            } catch (ConfigException e) {
                findings.add(
                        Finding.fail(
                                "configuration",
                                e.getMessage(),
                                "Correct the key in "
                                        + patient.file().get()
                                        + "; docs/options.md has all of them."));
            }
        } else if (patient.flinkHome().isPresent()) {
            findings.addAll(run(new MemoryCheck(cluster)));
        }
        return findings;
    }

    private List<Check> ofJob(
            Patient patient, SluiceConfig config, CascadeConfig stages, Configuration cluster) {
        return List.of(
                new KafkaCheck(stages, clock),
                new ModelsCheck(patient.useCase(), config.own(), stages.gateOverrides()),
                new DeviceCheck(config.own(), patient.gpu()),
                new MemoryCheck(cluster),
                new CheckpointCheck(cluster));
    }

    private static List<Finding> run(Check check) {
        try {
            return check.run();
        } catch (Exception e) {
            String message = e.getMessage() == null ? e.toString() : e.getMessage();
            return List.of(Finding.fail(check.name(), message, "See the message."));
        }
    }
}
