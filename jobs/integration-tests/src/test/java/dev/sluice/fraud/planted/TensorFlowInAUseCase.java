// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud.planted;

import org.tensorflow.Graph;

/** Breaks a rule on purpose. */
public class TensorFlowInAUseCase {
    Graph graph;
}
