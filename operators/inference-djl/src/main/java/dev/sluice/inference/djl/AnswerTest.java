// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference.djl;

import dev.sluice.inference.ModelLoadException;
import dev.sluice.inference.ModelLoadException.Reason;
import dev.sluice.inference.ModelSpec;
import dev.sluice.inference.SignatureSpec;
import dev.sluice.inference.TensorSpec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Asks a model about events of many sizes: its answers have to be finite, in their range, and not
 * always the same.
 *
 * <p>Features and context are drawn around zero, from hundredths to hundred thousands, and one
 * event is zero throughout. What one signature gives is what another one takes under the same name,
 * so that heads see states as the trunk makes them. Only what is called a probability has to differ
 * from event to event: novelty may be as high as it goes for all of them.
 */
final class AnswerTest {

    /** Outputs that are shares, by what signatures call them. */
    private static final Set<String> SHARES = Set.of("probability", "novelty", "halt", "answer");

    private static final String PROBABILITY = "probability";

    /** Inputs that a use case gives. */
    private static final Set<String> GIVEN = Set.of("features", "context");

    private static final int EVENTS = 64;
    private static final int MAGNITUDES = 8;
    private static final double SMALLEST = 0.01;
    private static final long SEED = 0xA5CE27L;

    private final ModelSpec spec;
    private final LoadedModel model;
    private final Map<String, float[]> produced = new HashMap<>();

    private AnswerTest(ModelSpec spec, LoadedModel model) {
        this.spec = spec;
        this.model = model;
    }

    /**
     * Refuses a model whose answers cannot be meant.
     *
     * @throws ModelLoadException naming signature, output, and the answer
     */
    static void check(ModelSpec spec, LoadedModel model) throws ModelLoadException {
        AnswerTest test = new AnswerTest(spec, model);
        List<String> first = new ArrayList<>();
        List<String> then = new ArrayList<>();
        // in the order of their names: which numbers are drawn must not depend on a map
        new TreeMap<>(spec.manifest().signatures())
                .forEach((name, signature) -> (isGiven(signature) ? first : then).add(name));
        for (String name : first) {
            test.ask(name);
        }
        for (String name : then) {
            test.ask(name);
        }
    }

    private static boolean isGiven(SignatureSpec signature) {
        return signature.inputs().stream().map(TensorSpec::name).allMatch(GIVEN::contains);
    }

    private void ask(String name) throws ModelLoadException {
        SignatureSpec signature = spec.manifest().signature(name);
        Map<String, float[]> events = new HashMap<>();
        for (TensorSpec input : signature.inputs()) {
            float[] known = produced.get(input.name());
            events.put(
                    input.name(),
                    known != null && known.length == EVENTS * input.width() ? known : draw(input));
        }
        Map<String, float[]> answers = run(name, signature, events);
        for (TensorSpec output : signature.outputs()) {
            check(name, output, answers.get(output.name()));
            produced.putIfAbsent(output.name(), answers.get(output.name()));
        }
    }

    /** In batches of the smallest size, which is the cheapest. */
    private Map<String, float[]> run(
            String name, SignatureSpec signature, Map<String, float[]> events) {
        int rows = Math.min(EVENTS, spec.manifest().paddedSizes().get(0));
        Map<String, float[]> answers = new HashMap<>();
        for (TensorSpec output : signature.outputs()) {
            answers.put(output.name(), new float[EVENTS * output.width()]);
        }
        try (SignatureCall call = new SignatureCall(name, signature, model.bundle())) {
            for (int from = 0; from < EVENTS; from += rows) {
                int count = Math.min(rows, EVENTS - from);
                Map<String, float[]> batch = new HashMap<>();
                for (TensorSpec input : signature.inputs()) {
                    int width = input.width();
                    float[] part = new float[count * width];
                    System.arraycopy(
                            events.get(input.name()), from * width, part, 0, count * width);
                    batch.put(input.name(), part);
                }
                Map<String, float[]> found =
                        call.run(count, spec.manifest().paddedRows(count), batch);
                for (TensorSpec output : signature.outputs()) {
                    int width = output.width();
                    System.arraycopy(
                            found.get(output.name()),
                            0,
                            answers.get(output.name()),
                            from * width,
                            count * width);
                }
            }
        }
        return answers;
    }

    private void check(String name, TensorSpec output, float[] answers) throws ModelLoadException {
        boolean share = SHARES.contains(output.name());
        boolean constant = true;
        for (float answer : answers) {
            if (!Float.isFinite(answer)) {
                throw refused(name, output, answer + " for an event", "a finite number");
            }
            if (share && !(answer >= 0 && answer <= 1)) {
                throw refused(name, output, answer + " for an event", "0 to 1");
            }
            constant &= answer == answers[0];
        }
        if (constant && output.name().equals(PROBABILITY)) {
            throw refused(
                    name,
                    output,
                    answers[0] + " for each of " + EVENTS + " different events",
                    "an answer that depends on the event");
        }
    }

    private ModelLoadException refused(
            String name, TensorSpec output, String found, String expected) {
        return new ModelLoadException(
                Reason.SELF_TEST_FAILED,
                "Model "
                        + spec.manifest().version()
                        + " gives '"
                        + output.name()
                        + "' of '"
                        + name
                        + "' as "
                        + found
                        + "; expected "
                        + expected
                        + ". Train again, and look at what it was trained on.");
    }

    private static float[] draw(TensorSpec input) {
        // by the name: signatures that take the same input see the same events
        SplittableRandom random = new SplittableRandom(SEED + input.name().hashCode());
        boolean given = GIVEN.contains(input.name());
        float[] values = new float[EVENTS * input.width()];
        for (int event = 1; event < EVENTS; event++) {
            double size = SMALLEST * Math.pow(10, event % MAGNITUDES);
            for (int i = event * input.width(); i < (event + 1) * input.width(); i++) {
                double drawn = random.nextDouble();
                values[i] = (float) (given ? (2 * drawn - 1) * size : drawn);
            }
        }
        return values;
    }
}
