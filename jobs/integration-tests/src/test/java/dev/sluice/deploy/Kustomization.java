// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What kustomize makes of a folder, as far as our overlays go: resources, patches that are merged
 * (maps key by key, lists as a whole), and JSON 6902 patches of a kind. All else is refused.
 */
final class Kustomization {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Set<String> KNOWN = Set.of("apiVersion", "kind", "resources", "patches");

    private Kustomization() {}

    /** The resources of a folder with a kustomization.yaml. */
    static List<ObjectNode> build(Path folder) throws IOException {
        JsonNode kustomization = documents(folder.resolve("kustomization.yaml")).get(0);
        Set<String> unknown = new TreeSet<>();
        kustomization.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(KNOWN);
        if (!unknown.isEmpty()) {
            throw new IOException(folder + " uses " + unknown + "; this test knows " + KNOWN);
        }
        List<ObjectNode> resources = new ArrayList<>();
        for (JsonNode resource : kustomization.path("resources")) {
            Path path = folder.resolve(resource.asText()).normalize();
            resources.addAll(Files.isDirectory(path) ? build(path) : documents(path));
        }
        for (JsonNode patch : kustomization.path("patches")) {
            if (patch.has("path")) {
                merge(resources, documents(folder.resolve(patch.get("path").asText())).get(0));
            } else {
                String kind = patch.at("/target/kind").asText();
                List<ObjectNode> targets =
                        resources.stream()
                                .filter(resource -> resource.path("kind").asText().equals(kind))
                                .toList();
                if (targets.isEmpty()) {
                    throw new IOException("a patch in " + folder + " is for no resource: " + patch);
                }
                for (JsonNode operation : YAML.readTree(patch.get("patch").asText())) {
                    for (ObjectNode target : targets) {
                        apply(target, operation);
                    }
                }
            }
        }
        return resources;
    }

    /** All documents of a file. */
    static List<ObjectNode> documents(Path file) throws IOException {
        List<ObjectNode> documents = new ArrayList<>();
        try (var values = YAML.readerFor(ObjectNode.class).<ObjectNode>readValues(file.toFile())) {
            while (values.hasNext()) {
                documents.add(values.next());
            }
        }
        return documents;
    }

    /** Kind and name of a resource. */
    static String id(JsonNode resource) {
        return resource.path("kind").asText() + "/" + resource.at("/metadata/name").asText();
    }

    private static void merge(List<ObjectNode> resources, ObjectNode patch) throws IOException {
        ObjectNode target =
                resources.stream()
                        .filter(resource -> id(resource).equals(id(patch)))
                        .findFirst()
                        .orElseThrow(
                                () -> new IOException("a patch is for no resource: " + id(patch)));
        mergeInto(target, patch);
    }

    private static void mergeInto(ObjectNode target, ObjectNode patch) {
        for (Map.Entry<String, JsonNode> field : patch.properties()) {
            JsonNode before = target.get(field.getKey());
            if (before instanceof ObjectNode inner && field.getValue() instanceof ObjectNode more) {
                mergeInto(inner, more);
            } else {
                target.set(field.getKey(), field.getValue());
            }
        }
    }

    private static void apply(ObjectNode target, JsonNode operation) throws IOException {
        String path = operation.get("path").asText();
        int last = path.lastIndexOf('/');
        String key = path.substring(last + 1).replace("~1", "/").replace("~0", "~");
        JsonNode parent = target.at(path.substring(0, last));
        if (!(parent instanceof ObjectNode fields) || !fields.has(key)) {
            throw new IOException(id(target) + " has no " + path + " to patch");
        }
        switch (operation.get("op").asText()) {
            case "replace" -> fields.set(key, operation.get("value"));
            case "remove" -> fields.remove(key);
            default -> throw new IOException("unknown operation in " + operation);
        }
    }

    /** The same values where kustomize writes them: numbers and texts are not told apart. */
    static JsonNode comparable(JsonNode node) {
        if (node instanceof ObjectNode fields) {
            ObjectNode copy = YAML.createObjectNode();
            new TreeSet<>(names(fields))
                    .forEach(name -> copy.set(name, comparable(fields.get(name))));
            return copy;
        }
        if (node instanceof ArrayNode list) {
            ArrayNode copy = YAML.createArrayNode();
            list.forEach(value -> copy.add(comparable(value)));
            return copy;
        }
        return YAML.getNodeFactory().textNode(node.asText());
    }

    private static List<String> names(ObjectNode fields) {
        List<String> names = new ArrayList<>();
        fields.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
