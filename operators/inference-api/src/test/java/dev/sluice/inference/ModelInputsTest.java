// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ModelInputsTest {

    @Test
    void windowsShareTheRowsEvenly() {
        assertThat(inputs(3).contextWidth()).isEqualTo(24);
        assertThat(inputs(3).windowWidth()).isEqualTo(8);
        assertThat(inputs(1).windowWidth()).isEqualTo(24);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 5, 24})
    void rowsThatDoNotFallIntoTheWindowsAreRefused(int windows) {
        assertThatThrownBy(() -> inputs(windows))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'pump'", "12 rows", windows + " windows");
    }

    private static ModelInputs inputs(int windows) {
        return new ModelInputs(
                "pump", List.of("level"), List.of("mean", "highest"), 12, windows, List.of());
    }
}
