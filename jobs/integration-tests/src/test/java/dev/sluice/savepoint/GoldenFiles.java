// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.savepoint;

import dev.sluice.fraud.LabelledTransaction;
import dev.sluice.fraud.TransactionCsv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A savepoint that is kept, and what it was taken of.
 *
 * @param folder with {@code events.csv}, {@code decided.txt} and {@code savepoint/_metadata}
 */
record GoldenFiles(Path folder) {

    private static final Path ROOT = Path.of("src", "test", "resources", "savepoints");

    static GoldenFiles of(String name) {
        return new GoldenFiles(ROOT.resolve(name));
    }

    /** All savepoints of a job that are kept, by name. */
    static List<String> names(String job) throws IOException {
        try (Stream<Path> folders = Files.list(ROOT)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> name.startsWith(job + "-"))
                    .sorted()
                    .toList();
        }
    }

    Path savepoint() {
        return folder.resolve("savepoint");
    }

    /** The whole stream; the savepoint is from the middle of it. */
    List<LabelledTransaction> events() throws IOException {
        List<LabelledTransaction> events = new ArrayList<>();
        TransactionCsv csv = TransactionCsv.of(folder.resolve("events.csv"));
        for (int part = 0; part < csv.parts(); part++) {
            csv.read(part, events::add);
        }
        return events;
    }

    /** Ids of the events that were decided when the savepoint was taken. */
    Set<String> decided() throws IOException {
        return Set.copyOf(Files.readAllLines(folder.resolve("decided.txt")));
    }

    void write(List<LabelledTransaction> events, Set<String> decided, Path savepoint)
            throws IOException {
        Files.createDirectories(savepoint());
        try (TransactionCsv.Writer csv = TransactionCsv.create(folder.resolve("events.csv"))) {
            for (LabelledTransaction event : events) {
                csv.write(event);
            }
        }
        Files.write(folder.resolve("decided.txt"), decided.stream().sorted().toList());
        try (Stream<Path> files = Files.list(savepoint)) {
            List<Path> all = files.toList();
            if (all.size() != 1) {
                throw new IOException(
                        savepoint
                                + " has "
                                + all
                                + "; expected _metadata alone, with all state in it. Raise"
                                + " execution.checkpointing.data-inline-threshold.");
            }
            Files.copy(all.get(0), savepoint().resolve("_metadata"));
        }
    }
}
