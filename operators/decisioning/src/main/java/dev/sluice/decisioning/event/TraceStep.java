// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.event;

import java.util.Map;

/**
 * One step of the reasoning behind a decision.
 *
 * @param name name of the step
 * @param question what was asked
 * @param answer what came out
 * @param probabilityBefore calibrated probability before the step
 * @param probabilityAfter calibrated probability after the step
 * @param evidence values that the answer rests on, by name
 */
public record TraceStep(
        String name,
        String question,
        String answer,
        double probabilityBefore,
        double probabilityAfter,
        Map<String, String> evidence) {}
