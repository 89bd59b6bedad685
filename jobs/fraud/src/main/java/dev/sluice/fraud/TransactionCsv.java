// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import dev.sluice.stream.csv.CsvFiles;
import dev.sluice.stream.csv.CsvLine;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * A file of transactions, plain or gzipped ({@code .gz}), one a line after the header {@value
 * #HEADER}.
 *
 * <p>Amounts are decimal major units with at most two decimals, read exactly; {@code fraud} is 0 or
 * 1; {@code scenario} is 0 to 3. Nothing of the file stays in memory.
 */
public final class TransactionCsv implements TransactionSource {

    /** The first line. */
    public static final String HEADER =
            "transaction_id,event_time_ms,customer_id,terminal_id,amount,fraud,scenario";

    private static final long serialVersionUID = 1L;

    private final String file;

    private TransactionCsv(String file) {
        this.file = file;
    }

    /** The transactions of a file. */
    public static TransactionCsv of(Path file) {
        return new TransactionCsv(file.toString());
    }

    @Override
    public int parts() {
        return 1;
    }

    @Override
    public void read(int part, Consumer<LabelledTransaction> sink) throws IOException {
        try (Reader reader = open()) {
            for (LabelledTransaction next = reader.next(); next != null; next = reader.next()) {
                sink.accept(next);
            }
        }
    }

    /**
     * Opens the file for reading line by line.
     *
     * @throws IOException if it cannot be read or does not begin with the header
     */
    public Reader open() throws IOException {
        return CsvFiles.open(Path.of(file), lines -> new Reader(file, lines));
    }

    /**
     * Creates or replaces a file.
     *
     * @throws IOException if it cannot be written
     */
    public static Writer create(Path file) throws IOException {
        return new Writer(CsvFiles.create(file));
    }

    /** Reads transactions one by one; not thread-safe. */
    public static final class Reader implements AutoCloseable {

        private final BufferedReader in;
        private final CsvLine line;

        private Reader(String file, BufferedReader in) throws IOException {
            this.in = in;
            this.line = new CsvLine(file, HEADER);
            line.expectHeader(in.readLine());
        }

        /**
         * The next transaction, or null at the end.
         *
         * @throws IOException if a line is not as expected; the message names file, line, column
         *     and value
         */
        public LabelledTransaction next() throws IOException {
            String text = in.readLine();
            if (text == null) {
                return null;
            }
            line.start(text);
            CardTransaction transaction =
                    new CardTransaction(
                            line.id(), line.timeMs(), line.id(), line.id(), MinorUnits.read(line));
            boolean fraud = line.number(1) == 1;
            int scenario = line.number(3);
            line.end();
            return new LabelledTransaction(transaction, fraud, scenario);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /** Writes transactions one by one; not thread-safe. */
    public static final class Writer implements AutoCloseable {

        private final BufferedWriter out;
        private final StringBuilder text = new StringBuilder();

        private Writer(BufferedWriter out) throws IOException {
            this.out = out;
            out.append(HEADER).append('\n');
        }

        /**
         * Appends a transaction.
         *
         * @throws IOException if it cannot be written
         */
        public void write(LabelledTransaction labelled) throws IOException {
            CardTransaction transaction = labelled.transaction();
            text.setLength(0);
            text.append(transaction.transactionId()).append(',');
            text.append(transaction.eventTimeMs()).append(',');
            text.append(transaction.customerId()).append(',');
            text.append(transaction.terminalId()).append(',');
            MinorUnits.format(transaction.amountMinor(), text);
            text.append(labelled.fraud() ? ",1," : ",0,").append(labelled.scenario()).append('\n');
            out.append(text);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
