// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.decision;

import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.decisioning.event.DeadLetter.Reason;

import org.apache.flink.types.PojoTestUtils;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class DeadLetterFormatTest {

    private final DeadLetterFormat format = new DeadLetterFormat();

    @Test
    void readsWhatItWrote() throws Exception {
        DeadLetter letter =
                new DeadLetter(
                        "events",
                        2,
                        3,
                        -1,
                        new byte[] {1},
                        new byte[] {2, 3},
                        70_000,
                        "ff",
                        List.of(
                                new DeadLetter.Header("a", new byte[] {4}),
                                new DeadLetter.Header("b", null)),
                        "ingest",
                        Reason.OVERSIZED,
                        "too long",
                        99);
        assertThat(format.decode(format.encode(letter)))
                .usingRecursiveComparison()
                .isEqualTo(letter);
    }

    @Test
    void readsALetterFromWithinTheJob() throws Exception {
        for (Reason reason : Reason.values()) {
            DeadLetter letter = DeadLetter.within("features", reason, "NaN", "customer", 5);
            assertThat(format.decode(format.encode(letter)))
                    .usingRecursiveComparison()
                    .isEqualTo(letter);
        }
    }

    @Test
    void lettersTravelAsPojos() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(DeadLetter.class);
    }
}
