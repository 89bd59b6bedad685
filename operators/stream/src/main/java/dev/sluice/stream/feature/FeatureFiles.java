// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.feature;

import dev.sluice.decisioning.event.FeaturizedEvent;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder on the local disk through which a bounded job hands a {@link FeatureTable} to the
 * process that started it: events never pile up on the heap, only the finished columns do.
 *
 * <p>Each subtask writes one file and renames it when its input has ended; only such files are
 * read. Meant for a local Flink.
 */
public final class FeatureFiles implements Sink<FeaturizedEvent> {

    private static final long serialVersionUID = 1L;

    private static final String SUFFIX = ".features";
    private static final int BUFFER = 1 << 16;

    private final String folder;
    private final int featureWidth;
    private final int contextWidth;

    /**
     * Files of rows of one shape.
     *
     * @param folder an existing, empty folder
     * @param featureWidth floats of features a row
     * @param contextWidth floats of context a row
     */
    public FeatureFiles(Path folder, int featureWidth, int contextWidth) {
        this.folder = folder.toString();
        this.featureWidth = featureWidth;
        this.contextWidth = contextWidth;
    }

    @Override
    public SinkWriter<FeaturizedEvent> createWriter(WriterInitContext context) throws IOException {
        int subtask = context.getTaskInfo().getIndexOfThisSubtask();
        return new Writer(Path.of(folder, subtask + SUFFIX));
    }

    /**
     * Reads all rows of a job that has ended.
     *
     * @throws IOException if a file cannot be read
     */
    public FeatureTable read() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(Path.of(folder))) {
            files = all.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
        }
        Keys keys = new Keys();
        for (Path file : files) {
            scan(file, keys::add);
        }
        int[] places = keys.places();
        int rows = places.length;
        FeatureTable table =
                new FeatureTable(
                        new String[rows],
                        new long[rows],
                        new String[rows],
                        new long[rows],
                        featureWidth,
                        new float[Math.multiplyExact(rows, featureWidth)],
                        contextWidth,
                        new float[Math.multiplyExact(rows, contextWidth)]);
        Map<String, String> entities = new HashMap<>();
        int[] next = {0};
        for (Path file : files) {
            scan(
                    file,
                    (id, time, entity, stake, floats) -> {
                        int row = places[next[0]++];
                        table.ids()[row] = id;
                        table.timesMs()[row] = time;
                        // one String an entity, however many rows
                        table.entityKeys()[row] = entities.computeIfAbsent(entity, same -> same);
                        table.stakes()[row] = stake;
                        floats.asFloatBuffer()
                                .get(table.features(), row * featureWidth, featureWidth)
                                .get(table.contexts(), row * contextWidth, contextWidth);
                    });
        }
        return table;
    }

    private interface Visitor {
        void row(String id, long timeMs, String entity, long stake, ByteBuffer floats);
    }

    private void scan(Path file, Visitor visitor) throws IOException {
        byte[] bytes = new byte[(featureWidth + contextWidth) * Float.BYTES];
        ByteBuffer floats = ByteBuffer.wrap(bytes);
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER))) {
            while (true) {
                String id;
                try {
                    id = in.readUTF();
                } catch (EOFException end) {
                    return;
                }
                long time = in.readLong();
                String entity = in.readUTF();
                long stake = in.readLong();
                in.readFully(bytes);
                visitor.row(id, time, entity, stake, floats);
            }
        }
    }

    /** Ids and times of all rows as they lie in the files. */
    private static final class Keys {

        private final List<String> ids = new ArrayList<>();
        private long[] times = new long[1024];

        void add(String id, long timeMs, String entity, long stake, ByteBuffer floats) {
            if (ids.size() == times.length) {
                times = Arrays.copyOf(times, times.length * 2);
            }
            times[ids.size()] = timeMs;
            ids.add(id);
        }

        /** For each row in the files its place in the order. */
        int[] places() {
            Integer[] sorted = new Integer[ids.size()];
            Arrays.setAll(sorted, i -> i);
            Arrays.sort(
                    sorted,
                    Comparator.<Integer>comparingLong(i -> times[i]).thenComparing(ids::get));
            int[] places = new int[sorted.length];
            for (int place = 0; place < sorted.length; place++) {
                places[sorted[place]] = place;
            }
            return places;
        }
    }

    private final class Writer implements SinkWriter<FeaturizedEvent> {

        private final Path file;
        private final Path unfinished;
        private final DataOutputStream out;
        private final byte[] bytes = new byte[(featureWidth + contextWidth) * Float.BYTES];
        private final ByteBuffer floats = ByteBuffer.wrap(bytes);

        Writer(Path file) throws IOException {
            this.file = file;
            this.unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
            this.out =
                    new DataOutputStream(
                            new BufferedOutputStream(Files.newOutputStream(unfinished), BUFFER));
        }

        @Override
        public void write(FeaturizedEvent event, Context context) throws IOException {
            out.writeUTF(event.eventId());
            out.writeLong(event.eventTimeMs());
            out.writeUTF(event.entityKey());
            out.writeLong(event.stake());
            floats.asFloatBuffer().put(event.features()).put(event.context());
            out.write(bytes);
        }

        @Override
        public void flush(boolean endOfInput) throws IOException {
            out.flush();
            if (endOfInput) {
                Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
            }
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
