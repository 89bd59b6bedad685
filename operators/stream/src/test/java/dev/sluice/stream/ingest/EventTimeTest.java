// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.ingest;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.decisioning.event.DeadLetter.Reason;
import dev.sluice.schema.Transaction;
import dev.sluice.stream.time.Timeless;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.types.Either;
import org.apache.flink.util.clock.RelativeClock;

import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class EventTimeTest {

    private static final IngestConfig CONFIG =
            new IngestConfig(
                    StartOffsets.EARLIEST,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(10),
                    Duration.ofHours(1),
                    1_000,
                    20,
                    100);

    private long nowNanos = 1;
    private final Output output = new Output();
    private final EventTime<Transaction, Payment> time =
            new EventTime<>(new PaymentAdapter(), CONFIG);
    private final WatermarkGenerator<Either<DeadLetter, Payment>> watermarks =
            time.createWatermarkGenerator(context());

    @Test
    void lagsBehindTheLatestEventByTheBound() {
        event(50_000);
        event(49_000);
        watermarks.onPeriodicEmit(output);
        assertThat(output.watermarkMs).isEqualTo(50_000 - 2_000 - 1);
    }

    @Test
    void aDeadLetterDoesNotMoveEventTime() {
        event(50_000);
        deadLetter(90_000);
        watermarks.onPeriodicEmit(output);
        assertThat(output.watermarkMs).isEqualTo(50_000 - 2_000 - 1);
    }

    @Test
    void aSilentPartitionIsIdle() {
        event(50_000);
        silence(Duration.ofSeconds(11));
        assertThat(output.isIdle).isTrue();
        event(51_000);
        watermarks.onPeriodicEmit(output);
        assertThat(output.watermarkMs).isEqualTo(51_000 - 2_000 - 1);
        assertThat(output.isIdle).isFalse();
    }

    @Test
    void aPartitionOfDeadLettersIsIdle() {
        for (int second = 0; second < 12; second++) {
            deadLetter(90_000);
            silence(Duration.ofSeconds(1));
        }
        assertThat(output.isIdle).isTrue();
    }

    @Test
    void theControlStreamIsAlwaysIdle() {
        WatermarkGenerator<ControlMessage> control =
                new Timeless<ControlMessage>().createWatermarkGenerator(context());
        control.onPeriodicEmit(output);
        assertThat(output.isIdle).isTrue();
        control.onEvent(new ControlMessage(ControlMessage.Kind.GATE_MODE, "off", 77), 77, output);
        control.onPeriodicEmit(output);
        assertThat(output.isIdle).isTrue();
        assertThat(output.watermarkMs).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void theTimeOfAnEventIsItsOwn() {
        assertThat(
                        time.createTimestampAssigner(UnregisteredMetricsGroup::new)
                                .extractTimestamp(Either.Right(payment(7)), 99))
                .isEqualTo(7);
    }

    private void event(long timeMs) {
        watermarks.onEvent(Either.Right(payment(timeMs)), timeMs, output);
    }

    private void deadLetter(long timeMs) {
        DeadLetter letter = DeadLetter.within("ingest", Reason.UNREADABLE, "", "", 0);
        watermarks.onEvent(Either.Left(letter), timeMs, output);
    }

    private void silence(Duration duration) {
        // Flink looks twice before it starts to count
        watermarks.onPeriodicEmit(output);
        watermarks.onPeriodicEmit(output);
        nowNanos += duration.toNanos();
        watermarks.onPeriodicEmit(output);
    }

    private static Payment payment(long timeMs) {
        return new Payment("id", "customer", timeMs, 1);
    }

    private WatermarkGeneratorSupplier.Context context() {
        return new WatermarkGeneratorSupplier.Context() {
            @Override
            public MetricGroup getMetricGroup() {
                return new UnregisteredMetricsGroup();
            }

            @Override
            public RelativeClock getInputActivityClock() {
                return new RelativeClock() {
                    @Override
                    public long relativeTimeMillis() {
                        return nowNanos / 1_000_000;
                    }

                    @Override
                    public long relativeTimeNanos() {
                        return nowNanos;
                    }
                };
            }
        };
    }

    private static final class Output implements WatermarkOutput {

        private long watermarkMs = Long.MIN_VALUE;
        private boolean isIdle;

        @Override
        public void emitWatermark(Watermark watermark) {
            watermarkMs = watermark.getTimestamp();
            isIdle = false;
        }

        @Override
        public void markIdle() {
            isIdle = true;
        }

        @Override
        public void markActive() {
            isIdle = false;
        }
    }
}
