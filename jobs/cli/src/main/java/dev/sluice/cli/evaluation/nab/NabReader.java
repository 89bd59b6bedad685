// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.nab;

import dev.sluice.decisioning.metric.NabSeries;
import dev.sluice.stream.csv.CsvFiles;
import dev.sluice.stream.csv.CsvLine;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the series of the corpus from one file, and finds the rows of their labelled windows.
 *
 * <p>The file also says which rows are labelled and which are on probation; it has to agree.
 */
final class NabReader {

    private static final String HEADER = "file,row,timestamp,value,label,probation";

    private record Row(long timeMs, double value, int label, int probation) {}

    private final Path file;
    private final JsonNode windows;
    private final List<NabFile> series = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private String name = "";

    /**
     * A reader.
     *
     * @param file the series, {@code .csv} or {@code .csv.gz}
     * @param windows by the name of a series its windows, each a first and a last time
     */
    NabReader(Path file, JsonNode windows) {
        this.file = file;
        this.windows = windows;
    }

    List<NabFile> read() throws IOException {
        try (BufferedReader in = CsvFiles.open(file)) {
            CsvLine line = new CsvLine(file.toString(), HEADER);
            line.expectHeader(in.readLine());
            for (String text = in.readLine(); text != null; text = in.readLine()) {
                line.start(text);
                add(line);
            }
        }
        endSeries();
        return List.copyOf(series);
    }

    private void add(CsvLine line) throws IOException {
        String next = line.id();
        if (!next.equals(name)) {
            endSeries();
            name = next;
        }
        String row = line.text();
        if (!row.equals(Integer.toString(rows.size()))) {
            throw line.bad(row, rows.size() + ", the next row of " + name);
        }
        String time = line.text();
        long timeMs;
        try {
            timeMs = timeMs(time);
        } catch (DateTimeParseException e) {
            throw line.bad(time, "a time as 2014-04-01 00:00:00");
        }
        double value = line.decimal();
        if (Double.isNaN(value)) {
            throw line.bad("", "a finite number");
        }
        rows.add(new Row(timeMs, value, line.number(1), line.number(1)));
        line.end();
    }

    private void endSeries() throws IOException {
        if (rows.isEmpty()) {
            return;
        }
        NabSeries labels = new NabSeries(rows.size(), windows());
        for (int i = 0; i < rows.size(); i++) {
            int row = i;
            boolean labelled =
                    labels.windows().stream().anyMatch(w -> w.first() <= row && row <= w.last());
            requireAgreement(row, "label", rows.get(row).label(), labelled);
            requireAgreement(row, "probation", rows.get(row).probation(), row < labels.probation());
        }
        series.add(
                new NabFile(
                        name,
                        rows.stream().mapToLong(Row::timeMs).toArray(),
                        rows.stream().mapToDouble(Row::value).toArray(),
                        labels));
        rows.clear();
    }

    private void requireAgreement(int row, String what, int found, boolean expected)
            throws IOException {
        if ((found == 1) != expected) {
            throw new IOException(
                    "%s: %s of row %d of %s is %d; expected %d by windows and protocol"
                            .formatted(file, what, row, name, found, expected ? 1 : 0));
        }
    }

    private List<NabSeries.Window> windows() throws IOException {
        JsonNode given = windows.path(name);
        if (!given.isArray()) {
            throw new IOException(
                    "There are no windows of " + name + "; expected a list, empty for none");
        }
        List<NabSeries.Window> found = new ArrayList<>();
        for (JsonNode window : given) {
            found.add(window(window.path(0).asText(), window.path(1).asText()));
        }
        return found;
    }

    private NabSeries.Window window(String from, String to) throws IOException {
        int first = -1;
        int last = -1;
        try {
            long begin = timeMs(from);
            long end = timeMs(to);
            for (int row = 0; row < rows.size(); row++) {
                long time = rows.get(row).timeMs();
                if (time >= begin && time <= end) {
                    first = first < 0 ? row : first;
                    last = row;
                }
            }
        } catch (DateTimeParseException e) {
            throw new IOException(
                    "A window of %s is '%s' to '%s'; expected times as 2014-04-01 00:00:00"
                            .formatted(name, from, to),
                    e);
        }
        if (first < 0) {
            throw new IOException(
                    "The window %s to %s of %s has no readings; expected some"
                            .formatted(from, to, name));
        }
        return new NabSeries.Window(first, last);
    }

    private static long timeMs(String text) {
        return LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC).toEpochMilli();
    }
}
