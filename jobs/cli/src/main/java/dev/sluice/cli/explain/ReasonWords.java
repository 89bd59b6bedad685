// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.explain;

import dev.sluice.decisioning.event.DecisionReason;

/** Why a decision has its source, and why its passes ended, as sentences. */
final class ReasonWords {

    private ReasonWords() {}

    static String of(DecisionReason reason) {
        return switch (reason) {
            case CONFIDENT -> "a deep look was not worth its price, and the promise asked for none";
            case BUDGET -> "it was worth a deep look, but the budget was spent";
            case GATE_OFF -> "deep looks were switched off";
            case RULE -> "a list of the policy decided, before any model was asked";
            case UNCERTAIN ->
                    "a deep look was likely enough to change the outcome for the promise to ask"
                            + " for it";
            case NOVEL -> "it looks like little that the models were trained on";
            case COSTLY -> "a deep look was worth its price";
            case AUDIT -> "it was drawn for the random sample that measures what the gate misses";
            case SHED -> "there was no room for it in the queue";
            case DEADLINE -> "deep did not answer within the deadline";
            case MODEL_ERROR -> "the deep model failed";
            case BAD_OUTPUT -> "the answer of the deep model was no probability";
            case DEVICE_LOST -> "the call of the deep model did not return";
            case CIRCUIT_OPEN -> "the deep model had failed too often and was left alone";
        };
    }

    /** Why the passes ended; the word of the ledger where there is none for people. */
    static String ofStop(String stop) {
        return switch (stop) {
            case "interval-settled" -> "the interval of the probability lies within one outcome";
            case "ratio-settled" -> "the ratio test is decided against every threshold";
            case "majority-settled" -> "the majority of the passes stands";
            case "halted" -> "the model halted";
            case "converged" -> "the answer stopped moving";
            case "margin" -> "one explanation is ahead of all others";
            case "decisive" -> "an answer was decisive";
            case "verdict" -> "all questions were asked";
            case "max-passes" -> "all passes were spent";
            case "deadline" -> "the deadline passed";
            default -> stop;
        };
    }
}
