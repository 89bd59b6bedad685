// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.plumbing;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LoadTest {

    @Test
    void eventsOfTheWarmUpAreSentAndDoNotCount() {
        Load load = new Load(100, 2, 3);

        assertThat(load.events()).isEqualTo(500);
        assertThat(load.counts(199)).isFalse();
        assertThat(load.counts(200)).isTrue();
    }

    @Test
    void refusesALoadThatIsNone() {
        assertThatThrownBy(() -> new Load(0, 0, 1)).hasMessageContaining("rate is 0.0");
        assertThatThrownBy(() -> new Load(100, 0, 0)).hasMessageContaining("lasts 0 s");
    }
}
