// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.it;

import dev.sluice.fraud.CardTransaction;
import dev.sluice.fraud.FraudFeatureTable;
import dev.sluice.fraud.FraudFeatures;
import dev.sluice.fraud.FraudSimulator;
import dev.sluice.fraud.LabelledTransaction;
import dev.sluice.fraud.SimulatorConfig;
import dev.sluice.fraud.TransactionCsv;
import dev.sluice.fraud.TransactionSource;
import dev.sluice.stream.feature.FeatureTable;
import dev.sluice.stream.feature.TableRequest;
import dev.sluice.training.ProgressListener;
import dev.sluice.training.Trainer;
import dev.sluice.training.TrainingConfig;
import dev.sluice.training.TrainingData;

import org.apache.flink.util.FileUtils;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Consumer;

/** A simulated past, and real models that were trained on it in seconds. */
public final class FraudHistory {

    static final LocalDate START = LocalDate.of(2020, 1, 1);

    private static final long MINUTE_MS = 60_000;
    private static final int DAYS = 45;
    private static final int TRAINING_DAYS = 9;
    private static final int CUSTOMERS = 600;

    private FraudHistory() {}

    /** A small world that streams are made of. */
    static FraudSimulator stream(int days, long seed) {
        return new FraudSimulator(new SimulatorConfig(CUSTOMERS, 2 * CUSTOMERS, START, days, seed));
    }

    /** Features of all days of a world, as batch computes them. */
    static FeatureTable features(TransactionSource world, int days, Path scratch)
            throws IOException {
        return table(world, day(0), day(days), scratch).table();
    }

    /** Writes the first days of a world as the commands read them. */
    static void write(Path file, int days, long seed) throws IOException {
        try (TransactionCsv.Writer csv = TransactionCsv.create(file)) {
            for (LabelledTransaction transaction : stream(days, seed)) {
                csv.write(transaction);
            }
        }
    }

    /** The same world by a clock that only knows minutes: several transactions have equal times. */
    static TransactionSource byTheMinute(FraudSimulator world) {
        return new ByTheMinute(world);
    }

    private record ByTheMinute(FraudSimulator world) implements TransactionSource {

        @Override
        public int parts() {
            return world.parts();
        }

        @Override
        public void read(int part, Consumer<LabelledTransaction> sink) throws IOException {
            world.read(part, labelled -> sink.accept(toTheMinute(labelled)));
        }
    }

    private static LabelledTransaction toTheMinute(LabelledTransaction labelled) {
        CardTransaction exact = labelled.transaction();
        return new LabelledTransaction(
                new CardTransaction(
                        exact.transactionId(),
                        exact.eventTimeMs() / MINUTE_MS * MINUTE_MS,
                        exact.customerId(),
                        exact.terminalId(),
                        exact.amountMinor()),
                labelled.fraud(),
                labelled.scenario());
    }

    /** Puts small models into a folder below another; trained once for all tests of a process. */
    public static Path train(Path folder) throws Exception {
        Path models = folder.resolve("models");
        FileUtils.copy(flink(Trained.MODELS), flink(models), false);
        return models;
    }

    private static final class Trained {

        static final Path MODELS = models();

        private static Path models() {
            try {
                Path folder = Path.of("target", "fraud-history").toAbsolutePath();
                FileUtils.deleteDirectory(folder.toFile());
                return trained(Files.createDirectories(folder));
            } catch (Exception e) {
                throw new IllegalStateException("the models of the tests cannot be trained", e);
            }
        }
    }

    private static org.apache.flink.core.fs.Path flink(Path path) {
        return new org.apache.flink.core.fs.Path(path.toUri());
    }

    private static Path trained(Path folder) throws Exception {
        FraudFeatureTable past =
                table(stream(DAYS, 11), day(DAYS - TRAINING_DAYS), day(DAYS), folder);
        FeatureTable table = past.table();
        Path models = folder.resolve("models");
        Trainer.train(
                new TrainingData(
                        FraudFeatures.INPUTS,
                        table.timesMs(),
                        table.features(),
                        table.contexts(),
                        table.stakes(),
                        past.fraud(),
                        past.causes()),
                TrainingConfig.of(day(DAYS - TRAINING_DAYS), day(DAYS), 1).withDeepMembers(1),
                models,
                ProgressListener.NONE);
        return models;
    }

    private static FraudFeatureTable table(
            TransactionSource world, Instant from, Instant to, Path folder) throws IOException {
        Files.createDirectories(folder);
        return FraudFeatureTable.extract(world, new TableRequest(from, to, 2, folder));
    }

    private static Instant day(int day) {
        return START.plusDays(day).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
