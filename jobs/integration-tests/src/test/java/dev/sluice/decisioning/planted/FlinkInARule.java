// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.planted;

import org.apache.flink.configuration.Configuration;

/** Breaks a rule on purpose. */
public class FlinkInARule {
    Configuration configuration;
}
