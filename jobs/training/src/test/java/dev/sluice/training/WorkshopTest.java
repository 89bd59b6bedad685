// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class WorkshopTest {

    @Test
    void weighsProgressByWork() {
        List<Double> fractions = Collections.synchronizedList(new ArrayList<>());
        Workshop<Map<String, float[]>> workshop =
                new Workshop<>((stage, fraction) -> fractions.add(fraction));
        workshop.add(
                "all",
                3,
                progress -> {
                    progress.accept(0.5);
                    progress.accept(1);
                    return Map.of("w", new float[] {1});
                });

        assertThat(workshop.run().get("all")).containsKey("w");
        assertThat(fractions).hasSize(2);
        assertThat(fractions.get(0)).isCloseTo(0.5, within(1e-9));
        assertThat(fractions.get(1)).isCloseTo(1, within(1e-9));
    }

    @Test
    void takesItsPartOfAllProgress() {
        List<Double> fractions = Collections.synchronizedList(new ArrayList<>());
        Workshop<Map<String, float[]>> workshop =
                new Workshop<>((stage, fraction) -> fractions.add(fraction), 0.8, 1);
        workshop.add(
                "half",
                1,
                progress -> {
                    progress.accept(0.5);
                    progress.accept(1);
                    return Map.of();
                });
        workshop.run();

        assertThat(fractions.get(0)).isCloseTo(0.9, within(1e-9));
        assertThat(fractions.get(1)).isCloseTo(1, within(1e-9));
    }

    @Test
    void passesOnWhyANetworkFailed() {
        Workshop<Map<String, float[]>> workshop = new Workshop<>(ProgressListener.NONE);
        workshop.add(
                "broken",
                1,
                progress -> {
                    throw new IllegalArgumentException("no rows");
                });

        assertThatThrownBy(workshop::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no rows");
    }

    @Test
    void stopsItsThreadsWhenItIsInterrupted() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Workshop<Map<String, float[]>> workshop = new Workshop<>(ProgressListener.NONE);
        workshop.add(
                "endless",
                1,
                progress -> {
                    started.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        stopped.countDown();
                    }
                    return Map.of();
                });
        List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
        Thread caller = new Thread(workshop::run);
        caller.setUncaughtExceptionHandler((thread, error) -> thrown.add(error));
        caller.start();
        started.await();
        caller.interrupt();
        caller.join();
        stopped.await();

        assertThat(thrown).singleElement().isInstanceOf(CancellationException.class);
    }
}
