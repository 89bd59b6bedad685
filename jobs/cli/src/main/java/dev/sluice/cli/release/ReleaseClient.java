// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.release;

import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.kafka.TopicReader;
import dev.sluice.decisioning.release.ModelStatus;
import dev.sluice.decisioning.release.ReleaseMode;
import dev.sluice.decisioning.release.ReleaseOrder;
import dev.sluice.decisioning.release.ShadowScore;
import dev.sluice.inference.Manifest;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.schema.ModelRelease;
import dev.sluice.schema.WireFormat;
import dev.sluice.schema.WireFormatException;
import dev.sluice.stream.decision.ModelStatusFormat;
import dev.sluice.stream.decision.ReleaseFormat;
import dev.sluice.stream.decision.ShadowScoreFormat;
import dev.sluice.stream.kafka.KafkaConfig;
import dev.sluice.stream.model.ModelJson;
import dev.sluice.stream.model.ModelStore;
import dev.sluice.stream.registry.InputFormats;

import org.apache.kafka.common.IsolationLevel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Orders releases of a job, and reads what became of them. Holds nothing open. */
public final class ReleaseClient {

    private static final long LOOK_MILLIS = 100;

    private final KafkaConfig kafka;
    private final InputFormats formats;
    private final LongSupplier clock;

    /** A client of the job with this consumer group, on these topics of Avro single objects. */
    public ReleaseClient(KafkaConfig kafka, LongSupplier clock) {
        this(kafka, InputFormats.singleObjects(), clock);
    }

    /** The same with topics that may be framed otherwise. */
    public ReleaseClient(KafkaConfig kafka, InputFormats formats, LongSupplier clock) {
        this.kafka = kafka;
        this.formats = formats;
        this.clock = clock;
    }

    /**
     * Who orders, and why.
     *
     * @param by who
     * @param note why
     */
    public record Author(String by, String note) {}

    /**
     * The order of a version that lies in a folder: its version and hash are read there, and the
     * policy beside it.
     *
     * @param folder folder that holds the folder of the model and policy.yaml: a path or URI
     * @param engine identifier of the backend
     * @throws ModelLoadException if manifest or policy are missing, or none
     */
    public ReleaseOrder order(
            String folder,
            String engine,
            String model,
            ReleaseMode mode,
            double share,
            Author author)
            throws ModelLoadException {
        ModelStore store = ModelStore.at(folder, engine);
        Manifest manifest = store.manifest(model);
        return new ReleaseOrder(
                model,
                manifest.version(),
                store.toString(),
                store.manifestHash(model),
                mode,
                share,
                ModelJson.yaml(store.policy()),
                clock.getAsLong(),
                author.by(),
                author.note());
    }

    /** The end of a version. */
    public ReleaseOrder rollback(String model, String version, Author author) {
        return ReleaseOrder.rollback(model, version, clock.getAsLong(), author.by(), author.note());
    }

    /**
     * Sends an order; returns where the statuses ended before.
     *
     * @throws IOException if the cluster does not take it
     */
    public long send(ReleaseOrder order) throws IOException {
        long before = statuses().size();
        try (EventProducer producer = EventProducer.of(kafka)) {
            producer.send(
                    kafka.models().releases(),
                    order.model().getBytes(StandardCharsets.UTF_8),
                    new ReleaseFormat().encode(order));
            producer.flush();
        }
        return before;
    }

    /**
     * Waits for what becomes of an order.
     *
     * @param before what {@link #send} returned
     * @return empty if nothing did in time
     * @throws IOException if the cluster does not answer
     */
    public Optional<ModelStatus> await(ReleaseOrder order, long before, Duration patience)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        do {
            List<ModelStatus> all = statuses();
            for (ModelStatus status : all.subList((int) Math.min(before, all.size()), all.size())) {
                if (isOutcome(order, status)) {
                    return Optional.of(status);
                }
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        } while (System.nanoTime() < end);
        return Optional.empty();
    }

    /** What became of versions in this job, oldest first. */
    public List<ModelStatus> statuses() throws IOException {
        List<ModelStatus> own = new ArrayList<>();
        read(
                kafka.models().status(),
                new ModelStatusFormat(formats.open(dev.sluice.schema.ModelStatus.class)),
                status -> {
                    if (status.job().equals(kafka.groupId())) {
                        own.add(status);
                    }
                });
        return own;
    }

    /** All orders, oldest first. */
    public List<ReleaseOrder> orders() throws IOException {
        List<ReleaseOrder> all = new ArrayList<>();
        read(
                kafka.models().releases(),
                new ReleaseFormat(formats.open(ModelRelease.class)),
                all::add);
        return all;
    }

    /** What versions on trial said. */
    public void shadowScores(Consumer<ShadowScore> scores) throws IOException {
        read(
                kafka.models().shadow(),
                new ShadowScoreFormat(formats.open(dev.sluice.schema.ShadowScore.class)),
                scores);
    }

    private <T> void read(String topic, WireFormat<T> format, Consumer<T> records)
            throws IOException {
        TopicReader.read(
                kafka,
                topic,
                IsolationLevel.READ_UNCOMMITTED,
                record -> {
                    try {
                        records.accept(format.decode(record.value()));
                    } catch (WireFormatException | IllegalArgumentException e) {
                        // the job refuses it as well, and has written a dead letter
                    }
                });
    }

    private static boolean isOutcome(ReleaseOrder order, ModelStatus status) {
        if (status.subtask() != ModelStatus.WHOLE_JOB
                || !status.model().equals(order.model())
                || !status.version().equals(order.version())) {
            return false;
        }
        return switch (status.state()) {
            case REFUSED -> true;
            case SHADOW -> order.mode() == ReleaseMode.SHADOW;
            case CANARY -> order.mode() == ReleaseMode.CANARY;
            case LIVE -> order.mode() == ReleaseMode.LIVE;
            case ROLLED_BACK -> true;
            default -> false;
        };
    }
}
