// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.TraceStep;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.gate.Thresholds;
import dev.sluice.inference.Explanation;
import dev.sluice.inference.Manifest;

import java.util.ArrayList;
import java.util.List;

/**
 * A chain of sub-questions: one for each bad explanation, then the verdict; each is a pass that
 * sees the answers before it, and a decisive one ends the chain.
 *
 * <p>Signatures: {@code encode} and {@code assess_NAME}. A step is decisive if the odds that it
 * leaves are beyond every outcome threshold by the square root of the odds of {@code
 * deep.confidence}: at 0.99 by a factor of ten.
 */
final class Steps implements Strategy {

    static final String NAME = "steps";

    /** From here on an answer reads as a yes. */
    private static final double YES = 0.7;

    /** Up to here an answer reads as a no. */
    private static final double NO = 0.3;

    private static final String VERDICT_QUESTION = "All in all, is it bad?";

    private final Trunk trunk;
    private final List<String> features;
    private final List<Question> questions;
    private final int explained;
    private final Policy policy;
    private final Calibration calibration;
    private final StopRule rule;
    private final double decisiveLogits;

    /** A step of the chain. */
    private record Question(String name, String text, String signature) {}

    /**
     * The strategy for a model.
     *
     * @throws IllegalArgumentException if the model knows no explanations, lacks a signature or a
     *     tensor, or they do not fit each other
     */
    Steps(Manifest model, Policy policy, ThinkingConfig config) {
        this.trunk = new Trunk(model);
        this.features = model.inputs().features();
        this.explained = Math.max(0, model.inputs().explanations().size() - 1);
        this.questions = questions(model.inputs().explanations(), config.maxPasses());
        this.policy = policy;
        this.calibration = policy.deep(NAME);
        this.rule = config.stopRule();
        this.decisiveLogits = Calibration.logit(config.confidence()) / 2;
        for (Question question : questions) {
            String assess = question.signature();
            Shapes.requireInput(model, assess, DeepSignatures.STATE, trunk.stateWidth());
            Shapes.requireInput(model, assess, DeepSignatures.FEATURES, trunk.featureWidth());
            Shapes.requireInput(model, assess, DeepSignatures.ANSWERS, 2 * explained);
            Shapes.requireOutput(model, assess, DeepSignatures.ANSWER, 1);
            Shapes.requireOutput(model, assess, DeepSignatures.PROBABILITY, 1);
            Shapes.requireOutput(model, assess, DeepSignatures.EVIDENCE, features.size());
        }
    }

    /** As many questions as there are passes, the verdict always among them. */
    private static List<Question> questions(List<Explanation> explanations, int maxPasses) {
        List<Question> questions = new ArrayList<>();
        for (int i = 1; i < explanations.size() && questions.size() < maxPasses - 1; i++) {
            Explanation bad = explanations.get(i);
            questions.add(
                    new Question(bad.name(), bad.question(), DeepSignatures.ASSESS + bad.name()));
        }
        questions.add(
                new Question(
                        DeepSignatures.VERDICT,
                        VERDICT_QUESTION,
                        DeepSignatures.ASSESS + DeepSignatures.VERDICT));
        return List.copyOf(questions);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int maxPasses() {
        return questions.size();
    }

    @Override
    public int maxStepRows() {
        return 1;
    }

    @Override
    public Deliberation begin(Escalation escalation) {
        trunk.check(escalation);
        return new Chain(escalation);
    }

    private boolean isDecisive(Thresholds thresholds, double probability) {
        double logit = Calibration.logit(probability);
        return Math.abs(logit - Calibration.logit(thresholds.review())) >= decisiveLogits
                && Math.abs(logit - Calibration.logit(thresholds.flag())) >= decisiveLogits;
    }

    /** The chain over one record. */
    private final class Chain extends TrunkFirst {

        private final PassStatistics verdicts = new PassStatistics();
        private final float[] answers = new float[2 * explained];
        private LinkedProgress progress;

        Chain(Escalation escalation) {
            super(trunk, escalation);
            this.progress = LinkedProgress.start(escalation, policy);
        }

        @Override
        String nextSignature() {
            return question().signature();
        }

        @Override
        int nextRows() {
            return 1;
        }

        @Override
        void writeNext(StepInputs inputs, int row) {
            inputs.copy(DeepSignatures.STATE, row, state());
            inputs.copy(DeepSignatures.FEATURES, row, escalation().scored().event().features());
            inputs.copy(DeepSignatures.ANSWERS, row, answers);
        }

        @Override
        void readNext(StepOutputs outputs, int row) throws BadOutputException {
            float answer = probability(outputs, DeepSignatures.ANSWER, row);
            float bad = probability(outputs, DeepSignatures.PROBABILITY, row);
            Question asked = question();
            Contribution[] reasons =
                    Contribution.largest(
                            outputs.array(DeepSignatures.EVIDENCE),
                            row * features.size(),
                            features.size());
            int step = verdicts.count();
            if (step < explained) {
                answers[2 * step] = 1;
                answers[2 * step + 1] = answer;
            }
            verdicts.add(bad);
            double probability = calibration.apply(bad);
            progress =
                    progress.then(
                            (before, after) -> note(asked, answer, reasons, before, after),
                            verdicts.count(),
                            probability,
                            calibration.low(probability),
                            calibration.high(probability),
                            verdicts.deviation(),
                            stop(probability));
        }

        @Override
        public Progress progress() {
            return progress;
        }

        private Question question() {
            return questions.get(verdicts.count());
        }

        private String stop(double probability) {
            if (verdicts.count() == questions.size()) {
                return "verdict";
            }
            return rule == StopRule.DECISIVE && isDecisive(progress.thresholds(), probability)
                    ? "decisive"
                    : "";
        }

        private TraceStep note(
                Question asked,
                double answer,
                Contribution[] reasons,
                LinkedProgress before,
                LinkedProgress after) {
            float[] values = escalation().scored().event().features();
            List<String> evidence = new ArrayList<>();
            for (Contribution reason : reasons) {
                evidence.add(features.get(reason.feature()));
                evidence.add(reason.text(values[reason.feature()]));
            }
            String word = answer >= YES ? "Yes" : answer <= NO ? "No" : "Unclear";
            return new TraceStep(
                    asked.name(),
                    asked.text(),
                    word + ", at " + Traces.rounded(answer),
                    before.probability(),
                    after.probability(),
                    Traces.evidence(evidence.toArray(new String[0])));
        }
    }
}
