// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.size;

import dev.sluice.cli.bench.plumbing.StateBackend;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class JobSizeTest {

    private static final UnitCosts COSTS =
            new UnitCosts(
                    50, 2, 200, 4, 1_000_000, 1_000, 100, 400, 50, 100, 300, 260, List.of("test"));
    private static final Prices PRICES = new Prices(0.036, 3.6);

    @ParameterizedTest
    @CsvSource({
        // a busy core at 60 %: 12,000 events/s of 50 us; state on the disk takes twice the time
        "12000, HEAP,    CPU, 1, 0,    1, 0, 0",
        "12001, HEAP,    CPU, 1, 0,    2, 0, 0",
        "12000, ROCKSDB, CPU, 1, 0,    2, 0, 0",
        // 600 looks/s of 200 us at the 4 passes that were measured, of 400 us at 8
        "12000, HEAP,    CPU, 4, 0.05, 1, 1, 0",
        "60000, HEAP,    CPU, 4, 0.05, 5, 1, 0",
        "60000, HEAP,    CPU, 8, 0.05, 5, 2, 0",
        // 3,000 looks/s of 200 passes, a million passes a second and GPU
        "60000, HEAP,    GPU, 200, 0.05, 5, 1, 1",
        "60000, HEAP,    GPU, 201, 0.05, 5, 2, 2",
        "60000, HEAP,    GPU, 4, 0,    5, 0, 0",
    })
    void slotsFollowFromProcessorTime(
            double eventsPerSecond,
            StateBackend backend,
            Workload.Device device,
            double passes,
            double share,
            int slots,
            int deepSlots,
            int gpus) {
        JobSize size =
                size(load(eventsPerSecond, 1_000_000, share, passes, backend, device), COSTS);

        assertThat(size.slots()).isEqualTo(slots);
        assertThat(size.deepSlots()).isEqualTo(deepSlots);
        assertThat(size.gpus()).isEqualTo(gpus);
    }

    @Test
    void stateFollowsFromKeysAndWhatTheyRemember() {
        // 5 events of each key within the longest windows
        double rate = 1_048_576 * 5 / JobSize.REMEMBERED_SECONDS;

        JobSize onHeap = size(load(rate, 1_048_576, 0, 1, StateBackend.HEAP), COSTS);
        JobSize onDisk = size(load(rate, 1_048_576, 0, 1, StateBackend.ROCKSDB), COSTS);

        assertThat(onHeap.eventsRemembered()).isCloseTo(5, within(1e-9));
        assertThat(onHeap.stateMb()).isCloseTo(1_500, within(1e-6));
        assertThat(onHeap.heapMb()).isCloseTo(2 * (100 + 1_500), within(1e-6));
        assertThat(onHeap.managedMb()).isZero();
        // all of it, in the format of the disk
        assertThat(onHeap.checkpointMb()).isCloseTo(650, within(1e-6));
        assertThat(onDisk.stateMb()).isCloseTo(650, within(1e-6));
        assertThat(onDisk.heapMb()).isCloseTo(200, within(1e-6));
        assertThat(onDisk.managedMb()).isEqualTo(256);
        assertThat(onDisk.checkpointMb()).isLessThan(1);
    }

    @Test
    void moneyIsThatOfWholeMachines() {
        JobSize size = size(load(12_000, 1_000, 0.05, 4, StateBackend.HEAP), COSTS);

        // two cores for a second, 12,000 events
        assertThat(size.costPerMillion()).isCloseTo(2 * 0.036 / 3600 / 0.012, within(1e-9));
    }

    @Test
    void aGpuThatNobodyMeasuredIsRefused() {
        assertThatThrownBy(
                        () ->
                                size(
                                        load(
                                                1_000,
                                                1,
                                                0.05,
                                                4,
                                                StateBackend.HEAP,
                                                Workload.Device.GPU),
                                        COSTS.withGpuPassesPerSecond(0)))
                .hasMessageContaining("gpu_passes_per_second is 0.0")
                .hasMessageContaining("bench deep");
    }

    @ParameterizedTest
    @ValueSource(longs = {51, 52, 53})
    void moreLoadNeverNeedsLess(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 500; i++) {
            double rate = random.nextDouble(1, 200_000);
            long keys = random.nextLong(1, 50_000_000);
            double share = random.nextDouble(0, 0.5);
            double passes = random.nextDouble(1, 50);
            StateBackend backend = random.nextBoolean() ? StateBackend.HEAP : StateBackend.ROCKSDB;
            JobSize size = size(load(rate, keys, share, passes, backend), COSTS);
            JobSize[] larger = {
                size(load(2 * rate, keys, share, passes, backend), COSTS),
                size(load(rate, 2 * keys, share, passes, backend), COSTS),
                size(load(rate, keys, 2 * share, passes, backend), COSTS),
                size(load(rate, keys, share, 2 * passes, backend), COSTS)
            };
            for (JobSize other : larger) {
                assertThat(other.slots())
                        .as("seed %d case %d", seed, i)
                        .isGreaterThanOrEqualTo(size.slots());
                assertThat(other.deepSlots()).isGreaterThanOrEqualTo(size.deepSlots());
                assertThat(other.stateMb()).isGreaterThanOrEqualTo(size.stateMb() * (1 - 1e-9));
                assertThat(other.heapMb()).isGreaterThanOrEqualTo(size.heapMb() * (1 - 1e-9));
            }
            // whole machines: never cheaper than the processor time, never two of them dearer
            double busy =
                    rate * 50 * (backend == StateBackend.ROCKSDB ? 2 : 1)
                            + rate * share * 200 * passes / 4;
            double least = busy / 1e6 / 0.6 * 0.036 / 3600 / rate * 1e6;
            assertThat(size.costPerMillion())
                    .as("seed %d case %d", seed, i)
                    .isBetween(least * (1 - 1e-6), least + 2 * 0.036 / 3600 / rate * 1e6);
        }
    }

    @Test
    void noLoadIsRefused() {
        assertThatThrownBy(() -> load(0, 1, 0, 1, StateBackend.HEAP))
                .hasMessageContaining("events a second is 0.0; expected");
        assertThatThrownBy(() -> load(1, 1, 1.5, 1, StateBackend.HEAP))
                .hasMessageContaining("escalated share is 1.5");
    }

    private static JobSize size(Workload load, UnitCosts costs) {
        return JobSize.of(load, costs, PRICES);
    }

    private static Workload load(
            double rate, long keys, double share, double passes, StateBackend backend) {
        return load(rate, keys, share, passes, backend, Workload.Device.CPU);
    }

    private static Workload load(
            double rate,
            long keys,
            double share,
            double passes,
            StateBackend backend,
            Workload.Device device) {
        return new Workload(
                rate, rate, keys, share, passes, 60, Duration.ofSeconds(10), backend, device, 0.6);
    }
}
