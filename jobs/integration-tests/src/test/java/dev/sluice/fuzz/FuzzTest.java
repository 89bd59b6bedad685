// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fuzz;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

/**
 * Spoils what is read, ten thousand times a reader, in a way that a seed repeats ({@code
 * -Dfuzz.seed=N}, {@code -Dfuzz.executions=N}); {@code -Pfuzz} has Jazzer do it for longer.
 */
class FuzzTest {

    private static final long SEED = Long.getLong("fuzz.seed", 20_261_129L);
    private static final int EXECUTIONS = Integer.getInteger("fuzz.executions", 10_000);

    @TempDir static Path scratch;
    private static List<FuzzTarget> targets;

    @BeforeAll
    static void prepare() {
        targets = Targets.all(scratch);
    }

    static List<FuzzTarget> targets() {
        return targets;
    }

    @ParameterizedTest
    @MethodSource("targets")
    void readsOrRefusesWhateverComes(FuzzTarget target) {
        target.seeds().forEach(seed -> read(target, seed, "a seed"));
        Mutator mutator = new Mutator(SEED);
        for (int i = 0; i < EXECUTIONS; i++) {
            read(target, mutator.spoil(target.seeds()), "number " + i + " of seed " + SEED);
        }
    }

    @Test
    void spoilsTheSameWayAgainAndOtherwiseEachTime() {
        List<byte[]> inputs = targets.get(0).seeds();
        Mutator one = new Mutator(SEED);
        Mutator two = new Mutator(SEED);
        Set<String> different = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            byte[] spoilt = one.spoil(inputs);
            assertThat(spoilt).isEqualTo(two.spoil(inputs));
            different.add(Base64.getEncoder().encodeToString(spoilt));
        }
        assertThat(different).hasSizeGreaterThan(900);
    }

    @Test
    void reportsTheBytesThatAReaderFallsOver() {
        FuzzTarget fragile =
                new FuzzTarget(
                        "fragile",
                        List.of(new byte[] {1}),
                        bytes -> {
                            throw new StackOverflowError();
                        });

        assertThatThrownBy(() -> readsOrRefusesWhateverComes(fragile))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("fragile")
                .hasMessageContaining("AQ==");
    }

    // a reader must not fall over, in whatever way
    @SuppressWarnings("CatchingUnchecked")
    private static void read(FuzzTarget target, byte[] bytes, String which) {
        try {
            target.reader().read(bytes);
        } catch (Exception | StackOverflowError | OutOfMemoryError | AssertionError e) {
            fail(
                    "'%s' falls over %s: %s"
                            .formatted(target, which, Base64.getEncoder().encodeToString(bytes)),
                    e);
        }
    }
}
