// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/**
 * Sensors that do not exist: what many kinds of them ordinarily say, and faults put into it.
 *
 * <p>Models learn what a fault looks like from here, so that no label of a real sensor is needed.
 * Every sensor follows from the seed and its number alone.
 */
package dev.sluice.sensors.simulation;
