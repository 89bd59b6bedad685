// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/**
 * Sensors: readings, maintenance tickets, and files of them.
 *
 * <p>Times are milliseconds since the epoch, UTC. A value that is missing is NaN everywhere.
 */
package dev.sluice.sensors;
