// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.deploy;

import org.apache.flink.kubernetes.operator.api.FlinkDeployment;
import org.apache.flink.kubernetes.operator.api.spec.FlinkDeploymentSpec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.fabric8.crd.generator.CRDGenerator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the Flink Kubernetes operator takes for a FlinkDeployment: the schema of its custom
 * resource, made from the operator's own classes by the generator that the operator uses.
 *
 * <p>An API server drops fields that it does not know; here they are refused, for nobody means
 * them.
 */
final class DeploymentSchema {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private final Schema spec;

    private DeploymentSchema(Schema spec) {
        this.spec = spec;
    }

    /** Makes the schema; a folder takes what the generator writes. */
    static DeploymentSchema generate(Path folder) throws IOException {
        Files.createDirectories(folder);
        new CRDGenerator()
                .forCRDVersions("v1")
                .customResourceClasses(FlinkDeployment.class)
                .inOutputDir(folder.toFile())
                .generate();
        Path file;
        try (Stream<Path> files = Files.list(folder)) {
            file = files.findFirst().orElseThrow();
        }
        JsonNode schema =
                YAML.readTree(file.toFile())
                        .at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
        close(schema);
        return new DeploymentSchema(
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(schema));
    }

    /** What is wrong with the spec of a deployment; nothing if it is taken. */
    List<String> errors(ObjectNode deployment) {
        List<String> errors = new ArrayList<>();
        ObjectNode copy = deployment.get("spec").deepCopy();
        // the newest artifact of the operator that can be had ends with Flink 1.20
        copy.put("flinkVersion", "v1_20");
        spec.validate(copy).forEach(error -> errors.add(error.toString()));
        try {
            YAML.treeToValue(copy, FlinkDeploymentSpec.class);
        } catch (IOException e) {
            errors.add(e.getMessage());
        }
        return errors;
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode fields) {
            if (fields.path("x-kubernetes-int-or-string").asBoolean()) {
                fields.remove(List.of("type", "anyOf", "x-kubernetes-int-or-string"));
                fields.putArray("type").add("integer").add("string");
            } else if (fields.has("properties")
                    && fields.get("properties").isObject()
                    && fields.path("type").asText().equals("object")
                    && !fields.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
                fields.put("additionalProperties", false);
            }
        }
        node.forEach(DeploymentSchema::close);
    }
}
