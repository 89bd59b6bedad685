// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.label;

/**
 * The policy that the gate was last told to follow; public for Flink's serializers only.
 *
 * @param yaml the policy as text
 * @param issuedAtMs when it was issued, milliseconds since the epoch
 * @param quietUntilMs end of the first window after which it may be recalibrated
 */
public record PolicyInForce(String yaml, long issuedAtMs, long quietUntilMs) {}
