// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/** What is wrong with this machine, and how to mend it. */
package dev.sluice.cli.doctor;
