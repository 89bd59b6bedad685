// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference.djl;

import dev.sluice.inference.ModelLoadException;
import dev.sluice.inference.ModelSpec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ModelRegistryTest {

    @TempDir Path directory;

    private final AtomicInteger loads = new AtomicInteger();
    private final ModelRegistry registry =
            new ModelRegistry(
                    spec -> {
                        loads.incrementAndGet();
                        return LoadedModel.load(spec);
                    });

    @Test
    void loadsOnceForAllLeasesAndAgainAfterTheLast() throws Exception {
        ModelSpec spec = TinyModels.write(directory, TinyModels.Fault.NONE);
        ModelRegistry.Lease first = registry.acquire(spec);
        ModelRegistry.Lease second = registry.acquire(spec);

        assertThat(second.model()).isSameAs(first.model());
        assertThat(loads).hasValue(1);

        first.close();
        first.close();
        assertThat(registry.size()).isEqualTo(1);
        second.close();
        assertThat(registry.size()).isZero();

        registry.acquire(spec).close();
        assertThat(loads).hasValue(2);
    }

    @Test
    void loadsAnewWhatWasAbandonedAndLeavesItToThoseWhoHaveIt() throws Exception {
        ModelSpec spec = TinyModels.write(directory, TinyModels.Fault.NONE);
        ModelRegistry.Lease hanging = registry.acquire(spec);
        ModelRegistry.Lease beside = registry.acquire(spec);
        hanging.abandon();
        ModelRegistry.Lease fresh = registry.acquire(spec);

        assertThat(fresh.model()).isNotSameAs(hanging.model()).isNotSameAs(beside.model());
        assertThat(loads).hasValue(2);

        beside.abandon();
        assertThat(registry.size()).as("the fresh one stays").isEqualTo(1);
        hanging.close();
        beside.close();
        assertThat(registry.acquire(spec).model()).isSameAs(fresh.model());
    }

    @Test
    void loadsForEachGpuItsOwn() throws Exception {
        ModelSpec spec = TinyModels.write(directory, TinyModels.Fault.NONE);
        registry.acquire(spec);
        registry.acquire(new ModelSpec(spec.directory(), spec.manifest(), spec.device(), "1"));

        assertThat(registry.size()).isEqualTo(2);
    }

    @Test
    void keepsNothingOfAModelThatCannotBeLoaded() throws Exception {
        ModelSpec spec = TinyModels.write(directory, TinyModels.Fault.NOT_A_NUMBER);

        assertThatThrownBy(() -> registry.acquire(spec)).isInstanceOf(ModelLoadException.class);

        assertThat(registry.size()).isZero();
    }

    @Test
    void loadsOnceWhenManyThreadsAskAtTheSameTime() throws Exception {
        ModelSpec spec = TinyModels.write(directory, TinyModels.Fault.NONE);
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<ModelRegistry.Lease>> leases = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                leases.add(pool.submit(() -> registry.acquire(spec)));
            }
            for (Future<ModelRegistry.Lease> lease : leases) {
                lease.get();
            }
            assertThat(loads).hasValue(1);
            for (Future<ModelRegistry.Lease> lease : leases) {
                lease.get().close();
            }
            assertThat(registry.size()).isZero();
        } finally {
            pool.shutdownNow();
        }
    }
}
