// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors;

/**
 * A reading with the truth about it, as history files and simulators have it.
 *
 * @param reading the reading
 * @param anomalous whether something was wrong; false where nothing is known
 */
public record LabelledReading(Reading reading, boolean anomalous) {}
