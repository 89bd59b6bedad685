// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.decision;

import dev.sluice.stream.kafka.KafkaAccess;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Collection;
import java.util.List;

/**
 * A {@link KafkaSink} whose writers do not throw when they are closed, and which fails its job for
 * good, with one line that says why, when the cluster turns it away.
 *
 * <p>A writer that is closed says once more what it could not deliver. Flink 2.2 takes an exception
 * in the clean-up of a task for one in its own doings, and ends the TaskManager: so a broker that
 * is away for longer than {@code delivery.timeout.ms} would end the processes of the whole job, and
 * the job would wait for slots that nobody brings back. Nothing is hidden: a task that ends well
 * flushes before it is closed, and that throws; any other one goes back to a checkpoint.
 *
 * <p>State and committables are those of the sink within.
 *
 * @param <T> what is written
 */
final class QuietlyClosingSink<T>
        implements Sink<T>,
                SupportsWriterState<T, KafkaWriterState>,
                SupportsCommitter<KafkaCommittable>,
                SupportsPostCommitTopology<KafkaCommittable>,
                LineageVertexProvider {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(QuietlyClosingSink.class);

    private final KafkaSink<T> sink;
    private final KafkaAccess access;

    QuietlyClosingSink(KafkaSink<T> sink, KafkaAccess access) {
        this.sink = sink;
        this.access = access;
    }

    @Override
    public QuietWriter<T> createWriter(WriterInitContext context) throws IOException {
        try {
            return quiet(sink.createWriter(new WatchedInitContext(context, access)), access);
        } catch (IOException | RuntimeException e) {
            access.throwIfRefused(e);
            throw e;
        }
    }

    @Override
    public QuietWriter<T> restoreWriter(
            WriterInitContext context, Collection<KafkaWriterState> state) {
        try {
            return quiet(
                    sink.restoreWriter(new WatchedInitContext(context, access), state), access);
        } catch (RuntimeException e) {
            access.throwIfRefused(e);
            throw e;
        }
    }

    @Override
    public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
        return sink.getWriterStateSerializer();
    }

    @Override
    public Committer<KafkaCommittable> createCommitter(CommitterInitContext context) {
        return sink.createCommitter(context);
    }

    @Override
    public SimpleVersionedSerializer<KafkaCommittable> getCommittableSerializer() {
        return sink.getCommittableSerializer();
    }

    @Override
    public void addPostCommitTopology(DataStream<CommittableMessage<KafkaCommittable>> committed) {
        sink.addPostCommitTopology(committed);
    }

    @Override
    public LineageVertex getLineageVertex() {
        return sink.getLineageVertex();
    }

    /** The connector's writer has both sides; its class is not public. */
    @SuppressWarnings("try") // closing may be interrupted: whoever closes it is told so
    private static <
                    T,
                    W extends
                            StatefulSinkWriter<T, KafkaWriterState>
                                    & CommittingSinkWriter<T, KafkaCommittable>>
            QuietWriter<T> quiet(W writer, KafkaAccess access) {
        return new QuietWriter<>(writer, writer, access);
    }

    private static final class QuietWriter<T>
            implements StatefulSinkWriter<T, KafkaWriterState>,
                    CommittingSinkWriter<T, KafkaCommittable> {

        private final StatefulSinkWriter<T, KafkaWriterState> writer;
        private final CommittingSinkWriter<T, KafkaCommittable> committing;
        private final KafkaAccess access;

        QuietWriter(
                StatefulSinkWriter<T, KafkaWriterState> writer,
                CommittingSinkWriter<T, KafkaCommittable> committing,
                KafkaAccess access) {
            this.writer = writer;
            this.committing = committing;
            this.access = access;
        }

        @Override
        public void write(T element, Context context) throws IOException, InterruptedException {
            try {
                writer.write(element, context);
            } catch (IOException | RuntimeException e) {
                access.throwIfRefused(e);
                throw e;
            }
        }

        @Override
        public void flush(boolean endOfInput) throws IOException, InterruptedException {
            try {
                writer.flush(endOfInput);
            } catch (IOException | RuntimeException e) {
                access.throwIfRefused(e);
                throw e;
            }
        }

        @Override
        public void writeWatermark(Watermark watermark) throws IOException, InterruptedException {
            writer.writeWatermark(watermark);
        }

        @Override
        public Collection<KafkaCommittable> prepareCommit()
                throws IOException, InterruptedException {
            try {
                return committing.prepareCommit();
            } catch (IOException | RuntimeException e) {
                access.throwIfRefused(e);
                throw e;
            }
        }

        @Override
        public List<KafkaWriterState> snapshotState(long checkpointId) throws IOException {
            return writer.snapshotState(checkpointId);
        }

        @Override
        public void close() {
            try {
                writer.close();
            } catch (Exception e) {
                if (e instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
                LOG.warn("A sink was closed with records that it could not deliver", e);
            }
        }
    }
}
