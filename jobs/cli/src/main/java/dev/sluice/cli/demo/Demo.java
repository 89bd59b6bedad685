// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.demo;

import dev.sluice.cli.console.Progress;
import dev.sluice.cli.flink.LocalFlink;
import dev.sluice.cli.flink.RunningJob;
import dev.sluice.cli.flink.SourceOffsets;
import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.kafka.LocalKafka;
import dev.sluice.cli.kafka.Pace;
import dev.sluice.cli.kafka.TopicOffsets;
import dev.sluice.cli.kafka.Topics;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.stream.CascadeConfig;
import dev.sluice.stream.FlinkDefaults;
import dev.sluice.stream.KafkaCascade;
import dev.sluice.stream.config.SluiceConfig;
import dev.sluice.stream.kafka.KafkaConfig;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends events through a real broker and the job, and counts what comes out. */
public final class Demo {

    private static final long POLL_MILLIS = 200;
    private static final String STREAM = "stream";
    private static final String LABELS = "labels-source";
    private static final String EVENTS = "events-source";

    private final DemoRequest request;
    private final Progress progress;
    private final Path scratch;
    private final Onlooker onlooker;

    /**
     * A demo.
     *
     * @param scratch an existing folder for checkpoints
     * @param onlooker who may read the topics, too
     */
    public Demo(DemoRequest request, Progress progress, Path scratch, Onlooker onlooker) {
        this.request = request;
        this.progress = progress;
        this.scratch = scratch;
        this.onlooker = onlooker;
    }

    /**
     * Runs until all events are decided.
     *
     * @throws InterruptedException if the thread is interrupted; everything that was started is
     *     stopped
     */
    public DemoResult run() throws Exception {
        progress.bar("starting the broker", 0);
        try (LocalKafka broker = LocalKafka.start()) {
            progress.bar("starting the broker", 1);
            SluiceConfig config = DemoSettings.of(request, broker.bootstrapServers(), scratch);
            CascadeConfig stages = CascadeConfig.read(config);
            Configuration flinkSettings = FlinkDefaults.with(config.flink());
            int parallelism = flinkSettings.get(CoreOptions.DEFAULT_PARALLELISM);
            Topics.create(stages.kafka(), parallelism);
            onlooker.topicsReady(config);
            LocalFlink flink =
                    LocalFlink.create(
                            flinkSettings,
                            parallelism + stages.deepParallelism().orElse(parallelism));
            KafkaCascade.build(flink.environment(), request.useCase(), config);
            progress.note("Flink's web page: " + flink.webAddress());
            try (RunningJob job = RunningJob.submit(flink, request.jobName())) {
                progress.bar("starting the job", 0);
                job.awaitRunning();
                progress.bar("starting the job", 1);
                return stream(job, stages.kafka());
            }
        }
    }

    private DemoResult stream(RunningJob job, KafkaConfig kafka) throws Exception {
        ExecutorService feeder =
                Executors.newSingleThreadExecutor(task -> new Thread(task, "demo-feed"));
        try (EventProducer producer = EventProducer.of(kafka);
                TopicOffsets feedOffsets = TopicOffsets.of(kafka);
                TopicOffsets offsets = TopicOffsets.of(kafka)) {
            Feed feed =
                    new Feed(
                            producer,
                            kafka,
                            new LabelBarrier(feedOffsets, job.source(LABELS), kafka.labelsTopic()),
                            Pace.perSecond(request.rate()));
            Watch watch = new Watch(job, kafka, producer, offsets);
            Future<Void> feeding =
                    feeder.submit(
                            () -> {
                                feed.send(request.history(), request.events());
                                return null;
                            });
            try {
                watch.untilDone(feeding);
                watch.untilRead(job.source(EVENTS));
                job.drain(scratch.resolve("savepoints"));
                watch.end();
            } catch (Exception e) {
                producer.abort();
                feeding.cancel(true);
                throw e;
            }
            progress.bar("counting the topics", 0);
            DemoResult result = result(Tally.of(kafka, request.useCase().events()), watch);
            progress.bar("counting the topics", 1);
            onlooker.allDecided();
            return result;
        } finally {
            feeder.shutdownNow();
        }
    }

    private static DemoResult result(Tally tally, Watch watch) {
        double seconds = watch.seconds();
        return new DemoResult(
                watch.events(),
                tally.decisions(),
                tally.repeatedDecisions(),
                tally.deadLetters(),
                tally.duplicates(),
                tally.decisions(DecisionSource.FIRST_PASS),
                tally.escalated(),
                tally.decisions(DecisionSource.DEEP),
                tally.decisions(DecisionSource.FALLBACK),
                tally.meanPasses(),
                seconds,
                watch.events() / seconds,
                tally.outcomes(),
                tally.reasons(),
                tally.alarmsByStatus(),
                tally.examples(),
                tally.ledger());
    }

    /** Keeps the live line, and notices when the job dies or all is read. */
    private final class Watch {

        private final RunningJob job;
        private final KafkaConfig kafka;
        private final EventProducer producer;
        private final TopicOffsets offsets;
        private long firstNanos;
        private long lastNanos;
        private long lastEvents;
        private double rate;
        private long answers;
        private long answeredNanos;

        Watch(RunningJob job, KafkaConfig kafka, EventProducer producer, TopicOffsets offsets) {
            this.job = job;
            this.kafka = kafka;
            this.producer = producer;
            this.offsets = offsets;
        }

        long events() {
            return producer.acknowledged(kafka.eventsTopic());
        }

        double seconds() {
            return Math.max(1e-3, (answeredNanos - firstNanos) / 1e9);
        }

        void untilDone(Future<Void> feeding) throws Exception {
            firstNanos = System.nanoTime();
            lastNanos = firstNanos;
            while (!feeding.isDone()) {
                look();
                try {
                    feeding.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    continue;
                } catch (ExecutionException e) {
                    throw new IllegalStateException(
                            "The feed failed: " + e.getCause().getMessage(), e.getCause());
                }
            }
        }

        void untilRead(SourceOffsets source) throws Exception {
            while (!source.hasRead(offsets.ends(kafka.eventsTopic()))) {
                look();
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        }

        /** What the drained job wrote last counts into the time. */
        void end() throws Exception {
            count();
        }

        private void look() throws Exception {
            job.requireAlive();
            count();
            long now = System.nanoTime();
            long events = events();
            if (now - lastNanos > 1_000_000_000L && events > lastEvents) {
                rate = (events - lastEvents) * 1e9 / (now - lastNanos);
                lastNanos = now;
                lastEvents = events;
            }
            progress.line(
                    STREAM,
                    String.format(
                            Locale.ROOT,
                            "%,d of %,d events sent, %,d answered, %,.0f events/s",
                            events,
                            request.events(),
                            answers,
                            rate));
        }

        private void count() throws Exception {
            long found =
                    offsets.length(kafka.decisionsTopic())
                            + offsets.length(kafka.deadLettersTopic());
            if (found != answers) {
                answers = found;
                answeredNanos = System.nanoTime();
            }
        }
    }
}
