// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/** What a person sees of a command. */
package dev.sluice.cli.console;
