// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/**
 * How escalations travel from the gate to deep, and how they are kept in a checkpoint: {@link
 * dev.sluice.stream.escalation.EscalationFlowTypeInfo} for Flink, over one versioned format.
 *
 * <p>Handing an escalation over is paid by the thread of the first pass, for every one of them. So
 * the format is one block of bytes, written and read at once: no field is asked for its type, no
 * array is written number by number, and texts that hardly ever change are encoded once.
 */
package dev.sluice.stream.escalation;
