// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.architecture;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** The six rules that hold the rooms and their dependencies. */
final class ArchitectureRules {

    private static final ArchRule LAYERS =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .withOptionalLayers(true)
                    .layer("cli")
                    .definedBy("dev.sluice.cli..")
                    .layer("fraud")
                    .definedBy("dev.sluice.fraud..")
                    .layer("sensors")
                    .definedBy("dev.sluice.sensors..")
                    .layer("training")
                    .definedBy("dev.sluice.training..")
                    .layer("djl")
                    .definedBy("dev.sluice.inference.djl..")
                    .layer("stream")
                    .definedBy("dev.sluice.stream..")
                    .layer("decisioning")
                    .definedBy("dev.sluice.decisioning..")
                    .layer("inference")
                    .definedBy("dev.sluice.inference")
                    .layer("schema")
                    .definedBy("dev.sluice.schema..")
                    .whereLayer("cli")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("fraud")
                    .mayOnlyBeAccessedByLayers("cli")
                    .whereLayer("sensors")
                    .mayOnlyBeAccessedByLayers("cli")
                    .whereLayer("training")
                    .mayOnlyBeAccessedByLayers("cli")
                    .whereLayer("djl")
                    .mayOnlyBeAccessedByLayers("cli", "training")
                    .whereLayer("stream")
                    .mayOnlyBeAccessedByLayers("cli", "fraud", "sensors", "training")
                    .whereLayer("decisioning")
                    .mayOnlyBeAccessedByLayers("cli", "fraud", "sensors", "training", "stream")
                    .whereLayer("schema")
                    .mayOnlyBeAccessedByLayers("cli", "fraud", "sensors", "stream")
                    .as(
                            "dependencies point one way: cli, use cases, stream, decisioning, inference")
                    .because("a lower room must be usable without the rooms above it");

    private static final ArchRule SCHEMAS_STAY_AT_THE_EDGES =
            noClasses()
                    .that(
                            resideInAPackage("dev.sluice.stream..")
                                    .and(
                                            not(
                                                    resideInAnyPackage(
                                                            "dev.sluice.stream.ingest..",
                                                            "dev.sluice.stream.decision..",
                                                            "dev.sluice.stream.registry.."))))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("dev.sluice.schema..", "org.apache.avro..")
                    .as("Avro is known to ingest, decision and the registry only")
                    .because(
                            "a generated class between stages becomes an Avro serializer in state");

    static final ArchRule DEPENDENCIES_POINT_ONE_WAY =
            CompositeArchRule.of(LAYERS).and(SCHEMAS_STAY_AT_THE_EDGES);

    static final ArchRule ENGINE_HAS_ONE_ROOM =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("dev.sluice.inference.djl..", "dev.sluice.training..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("ai.djl..", "org.tensorflow..", "org.bytedeco..")
                    .as("DJL, TensorFlow and their natives have one room, and training")
                    .because("natives loaded twice abort the process");

    static final ArchRule RULES_ARE_PURE =
            noClasses()
                    .that()
                    .resideInAnyPackage("dev.sluice.decisioning..", "dev.sluice.inference")
                    .should()
                    .dependOnClassesThat()
                    .resideOutsideOfPackages(
                            "java..",
                            "javax.crypto..",
                            "dev.sluice.decisioning..",
                            "dev.sluice.inference")
                    .as("decisioning and inference need nothing but the JDK")
                    .because("a rule that a table test can pin changes without opening Flink");

    static final ArchRule STAGES_DO_NOT_KNOW_EACH_OTHER =
            slices().matching(
                            "dev.sluice.stream.(ingest|feature|firstpass|gate|deep|decision|label|alarm)..")
                    .namingSlices("stage $1")
                    .should()
                    .notDependOnEachOther()
                    .as("stages do not know each other")
                    .because("they meet in CascadeTopology only");

    static final ArchRule NO_PACKAGE_CYCLES =
            slices().matching("dev.sluice.(**)")
                    .should()
                    .beFreeOfCycles()
                    .as("packages are free of cycles");

    static final ArchRule TERMINAL_BELONGS_TO_CLI =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.sluice.cli..")
                    .should()
                    .callMethod(System.class, "exit", int.class)
                    .orShould()
                    .accessField(System.class, "out")
                    .orShould()
                    .accessField(System.class, "err")
                    .as("System.exit, System.out and System.err belong to cli")
                    .because("a library that prints or exits cannot run in a cluster");

    private ArchitectureRules() {}
}
