// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

/**
 * Names of the signatures and tensors of a deep model: what strategies ask for and training writes.
 *
 * <p>F features, D columns of state, K explanations of the model's inputs, the good one first.
 *
 * <ul>
 *   <li>{@code encode}: features {@code [N, F]}, context {@code [N, T * C]} if there is one → state
 *       {@code [N, D]}; the trunk, once a record
 *   <li>{@code pass}: state, mask {@code [N, D]} → probability {@code [N]}; a stochastic head
 *   <li>{@code refine}: state, features → state, probability, halt; halt is the chance that this
 *       step is the last, given that it was reached. Where the context has several windows, context
 *       is an input, too: the window of the step, {@code [N, T * C / windows]}, the shortest first,
 *       and the longest again once all were read
 *   <li>{@code verify}: state, candidate {@code [N, K]} (1 for the candidate, 0 for the others),
 *       mask → score {@code [N]}, from 0 for ruled out to 1 for certain
 *   <li>{@code assess_NAME} for each explanation but the good one, and {@code assess_verdict}:
 *       state, features, answers {@code [N, 2 * (K - 1)]} (for each bad explanation whether it was
 *       asked about, 0 or 1, then the answer, 0 while it was not) → answer {@code [N]}, probability
 *       {@code [N]} that the event is bad as far as is known by now, evidence {@code [N, F]}: what
 *       each feature adds to the log-odds of the answer
 * </ul>
 */
public final class DeepSignatures {

    public static final String ENCODE = "encode";
    public static final String PASS = "pass";
    public static final String REFINE = "refine";
    public static final String VERIFY = "verify";

    /** Before the name of an explanation, or {@link #VERDICT}. */
    public static final String ASSESS = "assess_";

    /** The last question of a chain. */
    public static final String VERDICT = "verdict";

    public static final String FEATURES = "features";
    public static final String CONTEXT = "context";
    public static final String STATE = "state";
    public static final String MASK = "mask";
    public static final String PROBABILITY = "probability";
    public static final String HALT = "halt";
    public static final String CANDIDATE = "candidate";
    public static final String SCORE = "score";
    public static final String ANSWERS = "answers";
    public static final String ANSWER = "answer";
    public static final String EVIDENCE = "evidence";

    /** Training metric that holds the share of the state that a mask keeps. */
    public static final String KEEP_RATE = "keep-rate";

    /** Training metric that holds the number of refinements that the model was trained to make. */
    public static final String REFINEMENTS = "refinements";

    private DeepSignatures() {}
}
