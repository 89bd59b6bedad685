// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.testing;

import org.junit.jupiter.api.Test;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FakeModelBackendTest {

    @Test
    void refusesABatchAfterClose() {
        FakeModelBackend model = FakeModelBackend.firstPass(2);
        model.close();

        assertThat(model.isClosed()).isTrue();
        assertThatThrownBy(() -> model.run("serving_default", 1, Map.of("features", new float[2])))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesTwoBatchesAtATime() {
        FakeModelBackend model = FakeModelBackend.firstPass(2);
        Map<String, float[]> inputs = Map.of("features", new float[2]);
        model.before((signature, rows) -> model.run("serving_default", 1, inputs));

        assertThatThrownBy(() -> model.run("serving_default", 1, inputs))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("one thread");
    }

    @Test
    void keepsNaN() {
        FakeModelBackend model = FakeModelBackend.deep(2, 1);
        Map<String, float[]> outputs =
                model.run(
                        "pass",
                        1,
                        Map.of(
                                "state",
                                new float[] {Float.NaN, 1, 0, 0, 0, 0, 0, 0},
                                "mask",
                                new float[FakeManifests.STATE_WIDTH]));

        assertThat(outputs.get("probability")[0]).isNaN();
    }
}
