// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.plumbing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class VariantTest {

    @ParameterizedTest
    @EnumSource
    void isFoundByItsName(Variant variant) {
        assertThat(Variant.of(variant.key())).isEqualTo(variant);
    }

    @Test
    void anUnknownNameIsRefusedWithThoseThatThereAre() {
        assertThatThrownBy(() -> Variant.of("per_record"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'per_record'")
                .hasMessageContaining("per-record-tuned");
    }

    @Test
    void slowVariantsTakeFewerEventsButNotTooFew() {
        assertThat(Variant.CASCADE.events(1_000_000)).isEqualTo(1_000_000);
        assertThat(Variant.PER_RECORD.events(1_000_000)).isEqualTo(50_000);
        assertThat(Variant.PER_RECORD.events(10_000)).isEqualTo(1_000);
        assertThat(Variant.PER_RECORD.events(500)).isEqualTo(500);
    }

    @Test
    void onlyCascadesEscalate() {
        assertThat(Variant.CASCADE.escalatedShare(0.05)).isEqualTo(0.05);
        assertThat(Variant.DEEP_ON_ALL.escalatedShare(0.05)).isEqualTo(1);
        assertThat(Variant.NO_MODEL.escalatedShare(0.05)).isZero();
        assertThat(Variant.FIRST_PASS_ONLY.escalatedShare(0.05)).isZero();
    }
}
