// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

/** The use cases that a command can be asked for. */
enum UseCaseName {
    fraud
}
