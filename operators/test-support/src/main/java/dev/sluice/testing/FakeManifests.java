// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.testing;

import dev.sluice.inference.Explanation;
import dev.sluice.inference.Manifest;
import dev.sluice.inference.ModelInputs;
import dev.sluice.inference.SignatureSpec;
import dev.sluice.inference.TensorSpec;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Manifests of models that exist in tests only. */
public final class FakeManifests {

    /** Version of the first-pass model. */
    public static final String FIRST_PASS_VERSION = "fake-first-pass-1";

    /** Version of the deep model. */
    public static final String DEEP_VERSION = "fake-deep-1";

    /** Width of the state that the deep model encodes a record into. */
    public static final int STATE_WIDTH = 8;

    private static final List<Explanation> EXPLANATIONS =
            List.of(
                    new Explanation("good", "It is good.", "Is it good?"),
                    new Explanation("first", "It is the first.", "Is it the first?"),
                    new Explanation("second", "It is the second.", "Is it the second?"));

    private FakeManifests() {}

    /** A first-pass model: {@code serving_default}. */
    public static Manifest firstPass(int features) {
        return manifest(
                "first-pass",
                FIRST_PASS_VERSION,
                inputs(features, 0),
                Map.of(
                        "serving_default",
                        new SignatureSpec(
                                List.of(vector("features", features)),
                                List.of(scalar("probability"), scalar("novelty")))));
    }

    /** A deep model: {@code encode} and {@code pass}. */
    public static Manifest deep(int features, int contextWidth) {
        return manifest(
                "deep",
                DEEP_VERSION,
                inputs(features, contextWidth),
                Map.of(
                        "encode",
                        new SignatureSpec(
                                List.of(
                                        vector("features", features),
                                        vector("context", contextWidth)),
                                List.of(vector("state", STATE_WIDTH))),
                        "pass",
                        new SignatureSpec(
                                List.of(vector("state", STATE_WIDTH), vector("mask", STATE_WIDTH)),
                                List.of(scalar("probability")))));
    }

    /** A deep model that every strategy can think with, for two ways of being bad. */
    public static Manifest thinking(int features, int contextWidth, List<Integer> paddedSizes) {
        Manifest narrow = deep(features, contextWidth);
        ModelInputs inputs = narrow.inputs();
        TensorSpec state = vector("state", STATE_WIDTH);
        TensorSpec given = vector("features", features);
        Map<String, SignatureSpec> signatures = new HashMap<>(narrow.signatures());
        signatures.put(
                "refine",
                new SignatureSpec(
                        List.of(state, given),
                        List.of(state, scalar("probability"), scalar("halt"))));
        signatures.put(
                "verify",
                new SignatureSpec(
                        List.of(
                                state,
                                vector("candidate", EXPLANATIONS.size()),
                                vector("mask", STATE_WIDTH)),
                        List.of(scalar("score"))));
        for (String question : List.of("first", "second", "verdict")) {
            signatures.put(
                    "assess_" + question,
                    new SignatureSpec(
                            List.of(state, given, vector("answers", 2 * (EXPLANATIONS.size() - 1))),
                            List.of(
                                    scalar("answer"),
                                    scalar("probability"),
                                    vector("evidence", features))));
        }
        return new Manifest(
                narrow.name(),
                narrow.version(),
                new ModelInputs(
                        inputs.useCase(),
                        inputs.features(),
                        inputs.contextChannels(),
                        inputs.contextRows(),
                        inputs.contextWindows(),
                        EXPLANATIONS),
                signatures,
                paddedSizes,
                narrow.training(),
                narrow.files());
    }

    /** The same manifest of another version. */
    public static Manifest version(Manifest manifest, String version) {
        return new Manifest(
                manifest.name(),
                version,
                manifest.inputs(),
                manifest.signatures(),
                manifest.paddedSizes(),
                manifest.training(),
                manifest.files());
    }

    /** A manifest of any signatures, with padded sizes of 16 and 64. */
    public static Manifest manifest(
            String name,
            String version,
            ModelInputs inputs,
            Map<String, SignatureSpec> signatures) {
        return new Manifest(
                name,
                version,
                inputs,
                signatures,
                List.of(16, 64),
                new Manifest.Training(
                        Instant.parse("2018-04-01T00:00:00Z"),
                        Instant.parse("2018-04-08T00:00:00Z"),
                        1000,
                        1,
                        Map.of()),
                Map.of());
    }

    private static ModelInputs inputs(int features, int contextWidth) {
        return new ModelInputs(
                "fake",
                IntStream.range(0, features).mapToObj(i -> "f" + i).toList(),
                IntStream.range(0, contextWidth).mapToObj(i -> "c" + i).toList(),
                contextWidth == 0 ? 0 : 1,
                List.of());
    }

    private static TensorSpec vector(String name, int width) {
        return new TensorSpec(name, List.of(width));
    }

    private static TensorSpec scalar(String name) {
        return new TensorSpec(name, List.of());
    }
}
