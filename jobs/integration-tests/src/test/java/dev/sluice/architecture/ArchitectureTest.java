// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.architecture;

import dev.sluice.decisioning.planted.FlinkInARule;
import dev.sluice.decisioning.planted.StreamInARule;
import dev.sluice.fraud.planted.TensorFlowInAUseCase;
import dev.sluice.sensors.planted.FraudInSensors;
import dev.sluice.stream.deep.planted.DeepThatKnowsGate;
import dev.sluice.stream.gate.planted.AvroInTheGate;
import dev.sluice.stream.gate.planted.GateThatKnowsDeep;
import dev.sluice.stream.gate.planted.PrintingGate;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class ArchitectureTest {

    private static JavaClasses product;

    @BeforeAll
    static void importProduct() {
        product =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.sluice");
    }

    static Stream<Arguments> rulesAndTheirBreakers() {
        return Stream.of(
                Arguments.of(
                        ArchitectureRules.DEPENDENCIES_POINT_ONE_WAY,
                        new Class<?>[] {
                            StreamInARule.class, dev.sluice.stream.deadletter.DeadLetters.class
                        }),
                Arguments.of(
                        ArchitectureRules.DEPENDENCIES_POINT_ONE_WAY,
                        new Class<?>[] {AvroInTheGate.class}),
                Arguments.of(
                        ArchitectureRules.DEPENDENCIES_POINT_ONE_WAY,
                        new Class<?>[] {
                            FraudInSensors.class, dev.sluice.fraud.CardTransaction.class
                        }),
                Arguments.of(
                        ArchitectureRules.ENGINE_HAS_ONE_ROOM,
                        new Class<?>[] {TensorFlowInAUseCase.class}),
                Arguments.of(ArchitectureRules.RULES_ARE_PURE, new Class<?>[] {FlinkInARule.class}),
                Arguments.of(
                        ArchitectureRules.STAGES_DO_NOT_KNOW_EACH_OTHER,
                        new Class<?>[] {GateThatKnowsDeep.class, DeepThatKnowsGate.class}),
                Arguments.of(
                        ArchitectureRules.NO_PACKAGE_CYCLES,
                        new Class<?>[] {GateThatKnowsDeep.class, DeepThatKnowsGate.class}),
                Arguments.of(
                        ArchitectureRules.TERMINAL_BELONGS_TO_CLI,
                        new Class<?>[] {PrintingGate.class}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rulesAndTheirBreakers")
    void holdsInTheProduct(ArchRule rule) {
        rule.check(product);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rulesAndTheirBreakers")
    void reportsAPlantedBreaker(ArchRule rule, Class<?>[] breakers) {
        JavaClasses planted = new ClassFileImporter().importClasses(breakers);

        assertThat(rule.allowEmptyShould(true).evaluate(planted).hasViolation()).isTrue();
    }

    @Test
    void seesEveryRoom() {
        assertThat(product.stream().map(type -> type.getPackageName()))
                .contains(
                        "dev.sluice.schema",
                        "dev.sluice.inference",
                        "dev.sluice.inference.djl",
                        "dev.sluice.decisioning.gate",
                        "dev.sluice.stream.gate",
                        "dev.sluice.fraud",
                        "dev.sluice.sensors",
                        "dev.sluice.training",
                        "dev.sluice.cli");
    }
}
