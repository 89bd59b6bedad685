// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference.djl;

import dev.sluice.inference.ModelLoadException;
import dev.sluice.inference.ModelLoadException.Reason;
import dev.sluice.inference.djl.GpuBinding.EngineState;

import com.sun.jna.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.HashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class GpuBindingTest {

    private final Map<String, String> variables = new HashMap<>();
    private final GpuBinding binding = new GpuBinding(new FakeEnvironment(variables));

    @Test
    void showsTheProcessOnlyTheGpuThatItIsBoundTo() throws Exception {
        binding.bind("2", EngineState.NOT_STARTED);

        assertThat(variables)
                .isEqualTo(Map.of("CUDA_VISIBLE_DEVICES", "2", "CUDA_DEVICE_ORDER", "PCI_BUS_ID"));
        binding.bind("2", EngineState.RUNS);
        assertRefused("0", "works on GPU '2'");
    }

    @ParameterizedTest
    @CsvSource({"2, 2", "'2,3', 2", "' 0 ,1', 0", "GPU-5a1b, GPU-5a1b"})
    void takesTheGpuThatTheProcessSeesFirst(String visible, String gpu) throws Exception {
        variables.put("CUDA_VISIBLE_DEVICES", visible);
        binding.bind(gpu, EngineState.NOT_STARTED);

        assertThat(variables).as("left as it was").hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"2, 0", "'2,3', 3", "'', 0"})
    void refusesAGpuThatTheProcessDoesNotSeeFirst(String visible, String gpu) {
        variables.put("CUDA_VISIBLE_DEVICES", visible);

        assertRefused(gpu, "CUDA_VISIBLE_DEVICES is '" + visible + "'");
    }

    @Test
    void takesTheFirstGpuOnlyOnceTheEngineHasNumberedThem() throws Exception {
        binding.bind("0", EngineState.RUNS);

        assertThat(variables).isEmpty();
        assertRefused("1", "TensorFlow was started before");
    }

    @Test
    void setsVariablesForNativeLibrariesAndKeepsThoseThatAreSet() throws Exception {
        NativeEnvironment environment = new NativeEnvironment();
        environment.set("SLUICE_TEST_VARIABLE", "first");
        environment.set("SLUICE_TEST_VARIABLE", "second");

        assertThat(
                        Function.getFunction("c", "getenv")
                                .invokeString(new Object[] {"SLUICE_TEST_VARIABLE"}, false))
                .isEqualTo("first");
    }

    private void assertRefused(String gpu, String part) {
        ModelLoadException refusal =
                catchThrowableOfType(
                        ModelLoadException.class, () -> binding.bind(gpu, EngineState.RUNS));
        assertThat(refusal.reason()).isEqualTo(Reason.DEVICE_UNAVAILABLE);
        assertThat(refusal).hasMessageContaining(part).hasMessageContaining("'" + gpu + "'");
    }

    private record FakeEnvironment(Map<String, String> variables)
            implements GpuBinding.Environment {

        @Override
        public String get(String name) {
            return variables.get(name);
        }

        @Override
        public void set(String name, String value) {
            variables.put(name, value);
        }
    }
}
