// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.it;

import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.kafka.LocalKafka;
import dev.sluice.cli.kafka.Pace;
import dev.sluice.cli.kafka.TopicReader;
import dev.sluice.cli.kafka.Topics;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.schema.WireFormatException;
import dev.sluice.stream.decision.DecisionFormat;
import dev.sluice.stream.decision.DecisionStage;
import dev.sluice.stream.decision.DeliveryOptions;
import dev.sluice.stream.ingest.IngestOptions;
import dev.sluice.stream.ingest.IngestStage;
import dev.sluice.stream.kafka.KafkaConfig;

import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a consumer sees of a job that failed in the middle of the stream. */
@Timeout(240)
class DeliveryITCase {

    private static final int EVENTS = 20_000;
    private static final double EVENTS_PER_SECOND = 4_000;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Shared with the functions, which Flink makes copies of. */
    private static final AtomicBoolean FAILED = new AtomicBoolean();

    private LocalKafka broker;
    private KafkaConfig kafka;

    @BeforeEach
    void startKafka() throws Exception {
        FAILED.set(false);
        broker = LocalKafka.start();
        kafka = KafkaConfig.of(broker.bootstrapServers());
        Topics.create(kafka, 2);
    }

    @AfterEach
    void stopKafka() {
        broker.close();
    }

    @Test
    void atLeastOnceRepeatsDecisionsAndLosesNone() throws Exception {
        JobClient job = start("at-least-once");
        try {
            sendAll();
            await().atMost(PATIENCE)
                    .until(
                            () ->
                                    new HashSet<>(ids(IsolationLevel.READ_COMMITTED)).size()
                                            == EVENTS);
        } finally {
            Payments.end(job);
        }
        assertThat(FAILED).isTrue();
        List<String> ids = ids(IsolationLevel.READ_COMMITTED);
        assertThat(new HashSet<>(ids)).as("after upsert by id").hasSize(EVENTS);
        assertThat(ids).as("with repetitions").hasSizeGreaterThan(EVENTS);
    }

    @Test
    void exactlyOnceShowsEveryDecisionOnce() throws Exception {
        JobClient job = start("exactly-once");
        try {
            sendAll();
            await().atMost(PATIENCE)
                    .until(() -> ids(IsolationLevel.READ_COMMITTED).size() >= EVENTS);
        } finally {
            Payments.end(job);
        }
        assertThat(FAILED).isTrue();
        assertThat(ids(IsolationLevel.READ_COMMITTED)).hasSize(EVENTS).doesNotHaveDuplicates();
        assertThat(ids(IsolationLevel.READ_UNCOMMITTED))
                .as("the failure left aborted decisions behind")
                .hasSizeGreaterThan(EVENTS);
    }

    private JobClient start(String guarantee) throws Exception {
        Configuration options =
                Configuration.fromMap(
                        Map.of("ingest.start", "earliest", "delivery.guarantee", guarantee));
        Configuration flink = Payments.strict();
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1);
        flink.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(2, flink);
        environment.enableCheckpointing(500);
        var events =
                IngestStage.events(kafka, IngestOptions.read(options), new PaymentAdapter())
                        .append(environment);
        DecisionStage.of(kafka, DeliveryOptions.read(options))
                .appendFast(events.map(new FailsOnce()).name("decide").uid("decide"));
        return environment.executeAsync(guarantee);
    }

    private void sendAll() throws Exception {
        long nowMs = System.currentTimeMillis();
        try (EventProducer producer = EventProducer.of(kafka)) {
            Pace pace = Pace.perSecond(EVENTS_PER_SECOND);
            for (int i = 0; i < EVENTS; i++) {
                pace.await();
                String customer = "customer-" + i % 100;
                producer.send(
                        kafka.eventsTopic(),
                        customer.getBytes(StandardCharsets.UTF_8),
                        Payments.encode("payment-" + i, customer, nowMs));
            }
            producer.flush();
            assertThat(producer.acknowledged(kafka.eventsTopic())).isEqualTo(EVENTS);
        }
    }

    private List<String> ids(IsolationLevel isolation) throws IOException {
        DecisionFormat format = new DecisionFormat();
        List<String> ids = new ArrayList<>();
        TopicReader.read(
                kafka,
                kafka.decisionsTopic(),
                isolation,
                record -> {
                    try {
                        ids.add(format.decode(record.value()).eventId());
                    } catch (WireFormatException e) {
                        throw new AssertionError("what we wrote is unreadable", e);
                    }
                });
        return ids;
    }

    /** Fails once, some records after a checkpoint, so that those have to be repeated. */
    private static final class FailsOnce extends RichMapFunction<Payment, Decision>
            implements CheckpointListener {

        private static final long serialVersionUID = 1L;

        private static final int RECORDS_AFTER_CHECKPOINT = 300;

        private transient boolean checkpointed;
        private transient int records;

        @Override
        public Decision map(Payment payment) {
            if (checkpointed
                    && ++records > RECORDS_AFTER_CHECKPOINT
                    && FAILED.compareAndSet(false, true)) {
                throw new IllegalStateException("the failure that this test is about");
            }
            return Payments.decide(payment, 0);
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            // from the second one on, so that there was something to restore
            checkpointed = checkpointId > 1;
            records = 0;
        }
    }
}
