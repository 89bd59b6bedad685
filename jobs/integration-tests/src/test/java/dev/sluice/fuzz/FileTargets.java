// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fuzz;

import dev.sluice.fraud.TransactionCsv;
import dev.sluice.inference.Manifest;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.inference.djl.OpenGraphCheck;
import dev.sluice.sensors.ReadingCsv;
import dev.sluice.stream.CascadeConfig;
import dev.sluice.stream.config.ConfigException;
import dev.sluice.stream.config.ConfigFile;
import dev.sluice.stream.model.ModelJson;
import dev.sluice.stream.model.ModelLimits;
import dev.sluice.stream.model.ModelStore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Every file that is read: it is read as something sound, or refused with a message. */
final class FileTargets {

    private FileTargets() {}

    /** The targets, with a folder for what has to be a file. */
    static List<FuzzTarget> all(Path scratch) {
        return List.of(
                file(scratch, "transactions.csv", Seeds.transactionLines(), FileTargets::money),
                file(
                        scratch,
                        "transactions.csv.gz",
                        Seeds.gzipped(Seeds.transactionLines()),
                        FileTargets::money),
                file(scratch, "readings.csv", Seeds.readingLines(), FileTargets::readings),
                text("policy.yaml", Seeds.policies(), ModelJson::policy),
                text("tuning.json", Seeds.tunings(), ModelJson::tuning),
                text("manifest.json", Seeds.manifests(), ModelJson::manifest),
                new FuzzTarget(
                        "model-folder", Seeds.manifests(), bytes -> modelFolder(scratch, bytes)),
                file(scratch, "models.zip", Seeds.archives(), FileTargets::archive),
                new FuzzTarget("job.yaml", Seeds.configurations(), FileTargets::configuration),
                file(scratch, "saved_model.pb", Seeds.graphs(), FileTargets::graph));
    }

    private static FuzzTarget file(
            Path scratch, String name, List<byte[]> seeds, FileReader reader) {
        return new FuzzTarget(
                name, seeds, bytes -> reader.read(Files.write(scratch.resolve(name), bytes)));
    }

    private static FuzzTarget text(String name, List<byte[]> seeds, Consumer<String> reader) {
        return new FuzzTarget(
                name,
                seeds,
                bytes -> {
                    try {
                        reader.accept(new String(bytes, StandardCharsets.UTF_8));
                    } catch (IllegalArgumentException e) {
                        requireMessage(e);
                    }
                });
    }

    private static void money(Path file) {
        try {
            TransactionCsv.of(file)
                    .read(
                            0,
                            read -> {
                                if (read.transaction().amountMinor() < 0) {
                                    throw new IllegalStateException("Came through: " + read);
                                }
                            });
        } catch (IOException e) {
            requireMessage(e);
        }
    }

    private static void readings(Path file) {
        try {
            ReadingCsv.of(file).read(0, read -> {});
        } catch (IOException e) {
            requireMessage(e);
        }
    }

    /** A model folder that has nothing but the manifest. */
    private static void modelFolder(Path scratch, byte[] bytes) throws IOException {
        Path model = Files.createDirectories(scratch.resolve("models/first-pass"));
        Files.write(model.resolve(Manifest.FILE), bytes);
        ModelStore store = ModelStore.at(scratch.resolve("models").toString(), "none");
        try {
            store.check(ModelStore.FIRST_PASS, store.manifest(ModelStore.FIRST_PASS));
            throw new IllegalStateException("An empty folder was taken for a model");
        } catch (ModelLoadException e) {
            requireMessage(e);
        }
    }

    private static void archive(Path file) {
        ModelStore store =
                ModelStore.at(file.toString(), "none", new ModelLimits(List.of(), 1 << 20));
        try {
            store.check(ModelStore.FIRST_PASS, store.manifest(ModelStore.FIRST_PASS));
        } catch (ModelLoadException e) {
            requireMessage(e);
        }
    }

    private static void configuration(byte[] bytes) {
        try {
            ConfigFile.parse(
                    "job.yaml", new String(bytes, StandardCharsets.UTF_8), CascadeConfig.options());
        } catch (ConfigException e) {
            requireMessage(e);
        }
    }

    private static void graph(Path file) {
        try {
            OpenGraphCheck.check(file);
        } catch (ModelLoadException e) {
            requireMessage(e);
        }
    }

    private static void requireMessage(Exception refusal) {
        if (refusal.getMessage() == null || refusal.getMessage().isBlank()) {
            throw new IllegalStateException("Refused without a word", refusal);
        }
    }

    /** Reads a file. */
    @FunctionalInterface
    private interface FileReader {
        void read(Path file) throws Exception;
    }
}
